export * from './read-settings';
export * from './settings';
export * from './settings.module';
