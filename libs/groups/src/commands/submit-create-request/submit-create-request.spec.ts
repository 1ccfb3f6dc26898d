import { createRequestSubmitted, details, groupId } from '../../testing/group.examples';
import { anna, billing, ravi, visitor } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import { creationPolicyChanged } from '../../testing/site.examples';
import { MAX_PENDING_CREATE_REQUESTS } from '../create-group/create-group.decision';
import { submitCreateRequest } from './submit-create-request.decision';

const scenario = scenarioOf(submitCreateRequest);
const when = { groupId, details: details(), pendingRequests: 0 };
const allMembers = [creationPolicyChanged('ALL_MEMBERS')];
const adminsOnly = [creationPolicyChanged('ADMINS_ONLY')];

describe('submit a create request', () => {
  it('is pending', () => scenario({ given: {}, when, then: [createRequestSubmitted(ravi)] }));
  it('appends no event when the command is repeated', () =>
    scenario({ given: { group: [createRequestSubmitted(ravi)] }, when, then: [] }));
  it.each([
    ['an app', {}, billing, 'MEMBER_IDENTITY_REQUIRED'],
    ['an app, whatever the policy', { site: adminsOnly }, billing, 'MEMBER_IDENTITY_REQUIRED'],
    ['a visitor', {}, visitor, 'MEMBER_IDENTITY_REQUIRED'],
    ['a site admin', {}, anna, 'CREATE_DIRECTLY'],
    ['a site admin, whatever the policy', { site: adminsOnly }, anna, 'CREATE_DIRECTLY'],
    ['a member, with the policy ALL_MEMBERS', { site: allMembers }, ravi, 'CREATE_DIRECTLY'],
    ['a member, with the policy ADMINS_ONLY', { site: adminsOnly }, ravi, 'CREATION_NOT_ALLOWED'],
  ] as const)('is refused to %s', (_, given, by, refused) => scenario({ given, when, by, refused }));
  it('is refused with too many pending requests', () => {
    scenario({
      given: {},
      when: { ...when, pendingRequests: MAX_PENDING_CREATE_REQUESTS },
      refused: 'TOO_MANY_PENDING',
    });
    scenario({
      given: {},
      when: { ...when, pendingRequests: MAX_PENDING_CREATE_REQUESTS - 1 },
      then: [createRequestSubmitted(ravi)],
    });
  });
});
