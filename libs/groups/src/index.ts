export { BackgroundWork } from './background-work';
export * from './groups.module';
export { type Duty, startGroups } from './start-groups';
export type { HouseRules } from './house-rules';
export { problems, type Refusal } from './problems';
