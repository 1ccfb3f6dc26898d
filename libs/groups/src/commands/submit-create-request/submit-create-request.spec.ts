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

describe('ask to create a group', () => {
  it('waits for a site admin', () => scenario({ given: {}, when, then: [createRequestSubmitted(ravi)] }));
  it('waits once, also when it is asked again', () =>
    scenario({ given: { group: [createRequestSubmitted(ravi)] }, when, then: [] }));
  it.each([
    ['an app', {}, billing, 'MEMBER_IDENTITY_REQUIRED'],
    ['an app, whatever the policy', { site: adminsOnly }, billing, 'MEMBER_IDENTITY_REQUIRED'],
    ['a visitor', {}, visitor, 'MEMBER_IDENTITY_REQUIRED'],
    ['a site admin', {}, anna, 'CREATE_DIRECTLY'],
    ['a site admin, whatever the policy', { site: adminsOnly }, anna, 'CREATE_DIRECTLY'],
    ['a member where all members may create', { site: allMembers }, ravi, 'CREATE_DIRECTLY'],
    ['a member where only site admins may', { site: adminsOnly }, ravi, 'CREATION_NOT_ALLOWED'],
  ] as const)('is refused to %s', (_, given, by, refused) => scenario({ given, when, by, refused }));
  it('is refused to who has too many waiting already', () => {
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
