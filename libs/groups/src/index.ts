export { BackgroundWork } from './background-work';
export * from './groups.module';
export type { HouseRules } from './house-rules';
export { problems, type Refusal } from './problems';
