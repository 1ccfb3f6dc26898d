export type { ClaimRules } from './claims';
export * from './development-key';
export * from './identity';
export * from './identity.errors';
export * from './identity.module';
export * from './sign-token';
