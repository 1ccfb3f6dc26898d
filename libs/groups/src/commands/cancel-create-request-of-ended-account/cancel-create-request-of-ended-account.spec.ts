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

describe('withdraw a request to create a group', () => {
  it('of one whose account ended', () =>
    scenario({ given: { group: [createRequestSubmitted(olga)], person }, when, then: [createRequestCanceled()] }));
  it.each([
    ['one whose account has not ended', { group: [createRequestSubmitted(olga)] }],
    ['one whom the directory knows', { group: [createRequestSubmitted(olga)], person: [siteMemberRegistered(olga)] }],
    ["somebody else's request", { group: [createRequestSubmitted(ravi)], person }],
    ['one that was rejected', { group: [createRequestSubmitted(olga), createRequestRejected()], person }],
    ['one that was taken back', { group: [createRequestSubmitted(olga), createRequestCanceled()], person }],
    ['one that is a group', { group: [createRequestSubmitted(olga), createRequestApproved(), groupCreated()], person }],
    ['nothing', { person }],
  ] as const)('leaves %s alone', (_, given) => scenario({ given, when, then: [] }));
});
