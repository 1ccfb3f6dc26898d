import { defineProblems } from '@app/http';

/** Every refusal of a decision or a query, with its HTTP status and text. A refusal that is missing here does not compile. */
export const problems = {
  GROUP_NOT_FOUND: [404, 'There is no such group.'],
  NOT_A_MEMBER: [404, 'This person does not belong to the group.'],
  JOIN_REQUEST_NOT_FOUND: [404, 'This person has not asked to join the group.'],
  CREATE_REQUEST_NOT_FOUND: [404, 'There is no such request to create a group.'],
  INVITATION_NOT_FOUND: [404, 'There is no open invitation of this person to the group.'],
  BAN_NOT_FOUND: [404, 'This person is not banned from the group.'],
  SITE_MEMBER_NOT_FOUND: [404, 'There is no such person on the site.'],
  PERMISSION_DENIED: [403, 'You may not do this.'],
  MEMBER_IDENTITY_REQUIRED: [403, 'Only a person can do this, not an app.'],
  SITE_MEMBER_UNKNOWN: [403, 'The directory of the site does not know you, so you can only read.'],
  CREATION_NOT_ALLOWED: [403, 'On this site only site admins create groups.'],
  BANNED: [403, 'This person is banned from the group.'],
  PUBLIC_PROFILE_REQUIRED: [403, 'Only people with a public profile can belong to groups.'],
  JOIN_BY_REQUEST_ONLY: [403, 'A private group is joined by asking for it.'],
  JOIN_DIRECTLY: [409, 'This group is joined directly, without a request.'],
  ALREADY_A_MEMBER: [409, 'This person already belongs to the group.'],
  JOIN_REQUEST_PENDING: [409, 'An earlier request to join still waits for an answer.'],
  JOIN_REQUEST_NOT_PENDING: [409, 'The request to join has been answered or taken back already.'],
  CREATE_REQUEST_NOT_PENDING: [409, 'The request to create the group has been answered or taken back already.'],
  CREATE_DIRECTLY: [409, 'A group is created directly here, without a request.'],
  ACCOUNT_ENDED: [409, 'The account has ended, for good.'],
  TOO_MANY_PENDING: [409, 'Too many of these wait for an answer already.'],
  OWNER_STAYS: [409, 'The owner of a group stays its admin; hand the group over first.'],
  ROLE_NOT_HELD: [409, 'This person does not have the role.'],
  STALE_REVISION: [412, 'The group has changed since the revision named in If-Match.'],
  CONFLICT: [409, 'Somebody else changed the same thing at the same moment. Try again.'],
} as const satisfies Readonly<Record<string, readonly [status: number, sentence: string]>>;

/** The code of a refusal. */
export type Refusal = keyof typeof problems;
export const { ApiProblems, orProblem } = defineProblems(problems);

/** Documents these refusals of a command, and `SITE_MEMBER_UNKNOWN`, which every command can have. */
export const ApiRefusals = (...refusals: readonly Refusal[]): MethodDecorator =>
  ApiProblems('SITE_MEMBER_UNKNOWN', ...refusals);
