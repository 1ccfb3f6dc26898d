import { type DynamicModule, Module } from '@nestjs/common';
import type { Settings } from './settings';

/** Injects the `Settings` of the process. */
export const SETTINGS = Symbol('SETTINGS');

/** Makes settings that were read at the start injectable everywhere. */
@Module({})
export class SettingsModule {
  static of(settings: Settings): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [{ provide: SETTINGS, useValue: settings }],
      exports: [SETTINGS],
    };
  }
}
