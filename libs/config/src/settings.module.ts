import { type DynamicModule, Module } from '@nestjs/common';
import type { Settings } from './settings';

/** The injection token for the `Settings` of the process. */
export const SETTINGS = Symbol('SETTINGS');

/** Provides the settings to all modules. */
@Module({})
export class SettingsModule {
  /** The module for settings that were read at the start. */
  static of(settings: Settings): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [{ provide: SETTINGS, useValue: settings }],
      exports: [SETTINGS],
    };
  }
}
