import {
  createRequestApproved,
  createRequestCanceled,
  createRequestRejected,
  createRequestSubmitted,
  groupCreated,
  groupId,
} from '../../testing/group.examples';
import { anna, billing, olga, ravi } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import { rejectCreateRequest } from './reject-create-requests.decision';

const scenario = scenarioOf(rejectCreateRequest);
const when = { groupId };
const submitted = createRequestSubmitted(ravi);

describe('reject create requests', () => {
  it.each([
    ['a site admin, with a reason', anna, { groupId, reason: 'One yoga group is enough.' }],
    ['an app, without one', billing, { groupId }],
    ['a site admin, with an empty one', anna, { groupId, reason: '' }],
  ] as const)('accepts %s as the caller', (_, by, request) => {
    const reason = 'reason' in request ? request.reason : undefined;
    return scenario({ given: { group: [submitted] }, when: request, by, then: [createRequestRejected(reason)] });
  });

  it.each([
    ['the requester', ravi, [submitted]],
    ['another member, also without a request', olga, []],
  ] as const)('refuses PERMISSION_DENIED to %s', (_, by, group) =>
    scenario({ given: { group }, when, by, refused: 'PERMISSION_DENIED' }),
  );
  it.each([
    ['there is no request', [], 'CREATE_REQUEST_NOT_FOUND'],
    ['the group was created without one', [groupCreated()], 'CREATE_REQUEST_NOT_FOUND'],
    ['it is approved', [submitted, createRequestApproved(), groupCreated()], 'CREATE_REQUEST_NOT_PENDING'],
    ['it was rejected already', [submitted, createRequestRejected()], 'CREATE_REQUEST_NOT_PENDING'],
    ['it was canceled', [submitted, createRequestCanceled()], 'CREATE_REQUEST_NOT_PENDING'],
  ] as const)('is refused when %s', (_, group, refused) => scenario({ given: { group }, when, by: anna, refused }));
});
