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
import { cancelCreateRequest } from './cancel-create-request.decision';

const scenario = scenarioOf(cancelCreateRequest);
const when = { groupId };
const submitted = createRequestSubmitted(ravi);

describe('cancel a create request', () => {
  it.each([
    ['the requester', ravi],
    ['a site admin', anna],
    ['an app', billing],
  ] as const)('accepts %s as the caller', (_, by) =>
    scenario({ given: { group: [submitted] }, when, by, then: [createRequestCanceled()] }),
  );

  it.each([
    ['there is no request', ravi, [], 'CREATE_REQUEST_NOT_FOUND'],
    ['the group was created without one', olga, [groupCreated()], 'CREATE_REQUEST_NOT_FOUND'],
    ["it is somebody else's", olga, [submitted], 'CREATE_REQUEST_NOT_FOUND'],
    ["it is somebody else's and decided", olga, [submitted, createRequestRejected()], 'CREATE_REQUEST_NOT_FOUND'],
    ['it is approved', ravi, [submitted, createRequestApproved(), groupCreated()], 'CREATE_REQUEST_NOT_PENDING'],
    ['it was rejected', ravi, [submitted, createRequestRejected()], 'CREATE_REQUEST_NOT_PENDING'],
    ['it was canceled already', anna, [submitted, createRequestCanceled()], 'CREATE_REQUEST_NOT_PENDING'],
  ] as const)('is refused when %s', (_, by, group, refused) => scenario({ given: { group }, when, by, refused }));
});
