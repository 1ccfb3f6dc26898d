import {
  createRequestApproved,
  createRequestCanceled,
  createRequestRejected,
  createRequestSubmitted,
  groupCreated,
  groupDeleted,
  groupId,
  secretSlug,
} from '../../testing/group.examples';
import { anna, billing, olga, ravi } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import { siteMemberAccountEnded } from '../../testing/site-member.examples';
import { approveCreateRequest } from './approve-create-requests.decision';

const scenario = scenarioOf(approveCreateRequest);
const when = { groupId, secretSlug };
const submitted = createRequestSubmitted(ravi);

describe('approve create requests', () => {
  it.each([
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('creates the group in the same append, called by %s', (_, by) =>
    scenario({
      given: { group: [submitted] },
      when,
      by,
      then: [createRequestApproved(), groupCreated({ ownerId: ravi.memberId })],
    }),
  );
  it('gives a secret group a random slug', () =>
    scenario({
      given: { group: [createRequestSubmitted(ravi, { privacyStatus: 'SECRET' })] },
      when,
      by: anna,
      then: [
        createRequestApproved(),
        groupCreated({ ownerId: ravi.memberId, privacyStatus: 'SECRET', slug: secretSlug }),
      ],
    }));

  it.each([
    ['the requester', ravi, [submitted]],
    ['another member', olga, [submitted]],
    ['a member, also without a request', olga, []],
    ['a member, also after the decision', olga, [submitted, createRequestRejected()]],
  ] as const)('refuses PERMISSION_DENIED to %s', (_, by, group) =>
    scenario({ given: { group }, when, by, refused: 'PERMISSION_DENIED' }),
  );
  it.each([
    ['there is no request', [], 'CREATE_REQUEST_NOT_FOUND'],
    ['the group was created without one', [groupCreated()], 'CREATE_REQUEST_NOT_FOUND'],
    ['it is approved already', [submitted, createRequestApproved(), groupCreated()], 'CREATE_REQUEST_NOT_PENDING'],
    ['it was rejected', [submitted, createRequestRejected()], 'CREATE_REQUEST_NOT_PENDING'],
    ['it was canceled', [submitted, createRequestCanceled()], 'CREATE_REQUEST_NOT_PENDING'],
    [
      'its group is deleted',
      [submitted, createRequestApproved(), groupCreated(), groupDeleted()],
      'CREATE_REQUEST_NOT_FOUND',
    ],
  ] as const)('is refused when %s', (_, group, refused) => scenario({ given: { group }, when, by: anna, refused }));

  it('is refused when the account of the requester has ended and the request is not canceled yet', () =>
    scenario({
      given: { group: [submitted], person: [siteMemberAccountEnded(ravi)] },
      when,
      by: anna,
      refused: 'SITE_MEMBER_NOT_FOUND',
    }));
  it('is refused as not pending once it is canceled', () =>
    scenario({
      given: { group: [submitted, createRequestCanceled()], person: [siteMemberAccountEnded(ravi)] },
      when,
      by: anna,
      refused: 'CREATE_REQUEST_NOT_PENDING',
    }));
});
