export { BackgroundWork } from './runtime/background-work';
export * from './runtime/groups.module';
export { type ProcessRole as Duty, startGroups } from './runtime/start-groups';
export type { DecisionSettings as DecisionSettings } from './domain/decision-settings';
export { problems, type Refusal } from './http/problems';
