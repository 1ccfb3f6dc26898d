import { SETTINGS, type Settings } from '@app/config';
import { Module } from '@nestjs/common';
import { Identity } from './identity';

/** Injects `Identity`, with the key that the settings name. */
@Module({
  providers: [{ provide: Identity, inject: [SETTINGS], useFactory: (settings: Settings) => Identity.of(settings) }],
  exports: [Identity],
})
export class IdentityModule {}
