export { BackgroundWork } from './runtime/background-work';
export * from './runtime/groups.module';
export { type ProcessRole, startGroups } from './runtime/start-groups';
export type { DecisionSettings } from './domain/decision-settings';
export { problems, type Refusal } from './http/problems';
