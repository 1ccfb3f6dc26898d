import { SETTINGS, type Settings } from '@app/config';
import { Module } from '@nestjs/common';
import { Identity } from './identity';

/** Provides `Identity`, with the key from the settings. */
@Module({
  providers: [{ provide: Identity, inject: [SETTINGS], useFactory: (settings: Settings) => Identity.of(settings) }],
  exports: [Identity],
})
export class IdentityModule {}
