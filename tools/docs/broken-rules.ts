import { type FieldViolation, invalidBody, InvalidRequest, type ViolatedRule, violatedRules } from '@app/http';
import type { Errors } from './errors';

/** For each rule a part of a request that breaks it, as the response describes it. */
const examples: Readonly<Record<ViolatedRule, Omit<FieldViolation, 'violatedRule'>>> = {
  REQUIRED_FIELD: { field: 'group.name', description: 'is required' },
  FORMAT: { field: 'groupId', description: 'must be a UUID' },
  MIN_LENGTH: { field: 'group.name', description: 'must not be empty' },
  MAX_LENGTH: { field: 'group.name', description: 'must not be longer than 100 characters' },
  OUT_OF_RANGE: { field: 'limit', description: 'must not be less than 1' },
  INVALID_ARGUMENT: { field: 'group.id', description: 'must equal the id in the path' },
  UNKNOWN_FIELD: { field: 'group.colour', description: 'is not known here' },
  OTHER: {
    field: 'membershipQuestionAnswers',
    description: 'must answer every required question',
    ruleName: 'QUESTIONS_UNANSWERED',
    data: { requiredQuestionIds: ['a94f7c52-0d3b-4e8f-b6a1-7e5c9d2b1f33'] },
  },
};

/** The rules that a part of a request can break, and the body of the response then. */
export const brokenRules: Errors['rules'] = Object.fromEntries(
  (Object.keys(violatedRules) as ViolatedRule[]).map((violatedRule) => {
    const { field, description, ...more } = examples[violatedRule];
    const body = invalidBody(new InvalidRequest([{ field, description, violatedRule, ...more }]));
    return [violatedRule, { sentence: violatedRules[violatedRule], body }];
  }),
);
