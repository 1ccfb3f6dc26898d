import {
  createRequestApproved,
  createRequestCanceled,
  createRequestRejected,
  createRequestSubmitted,
  groupCreated,
  groupId,
} from '../../testing/group.examples';
import { olga, ravi } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded, siteMemberRegistered } from '../../testing/site-member.examples';
import { cancelCreateRequestOfEndedAccount } from './cancel-create-request-of-ended-account.decision';

const scenario = scenarioOf(cancelCreateRequestOfEndedAccount);
const when = { groupId, memberId: olga.memberId };
const person = [siteMemberAccountEnded(olga)];

describe('cancel the create request of an ended account', () => {
  it('cancels the request of an ended account', () =>
    scenario({ given: { group: [createRequestSubmitted(olga)], person }, when, then: [createRequestCanceled()] }));
  it.each([
    ['an account that has not ended', { group: [createRequestSubmitted(olga)] }],
    ['a person in the directory', { group: [createRequestSubmitted(olga)], person: [siteMemberRegistered(olga)] }],
    ["somebody else's request", { group: [createRequestSubmitted(ravi)], person }],
    ['a rejected request', { group: [createRequestSubmitted(olga), createRequestRejected()], person }],
    ['a canceled request', { group: [createRequestSubmitted(olga), createRequestCanceled()], person }],
    ['an approved request', { group: [createRequestSubmitted(olga), createRequestApproved(), groupCreated()], person }],
    ['no request', { person }],
  ] as const)('appends no event for %s', (_, given) => scenario({ given, when, then: [] }));
});
