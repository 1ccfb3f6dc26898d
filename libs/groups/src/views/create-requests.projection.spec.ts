import type { GroupEvent } from '../domain/group/group.events';
import { publicDetails } from '../domain/group/public-details';
import { documentAfter } from '../testing/documents-after';
import {
  createRequestApproved,
  createRequestCanceled,
  createRequestRejected,
  createRequestSubmitted,
  groupCreated,
  groupDeleted,
  groupId,
  groupRenamed,
} from '../testing/group.examples';
import { secondOf } from '../testing/history';
import { ravi } from '../testing/people.examples';
import { createRequests } from './create-requests.projection';

const after = (...events: readonly GroupEvent[]) => documentAfter(createRequests, events, groupId);
const submitted = createRequestSubmitted(ravi, { teaser: 'Slowly' });
const pending = {
  id: groupId,
  requestedById: 'ravi',
  status: 'PENDING',
  createdDate: secondOf(1),
  group: publicDetails(submitted.data.group),
};

describe('the createRequests view', () => {
  it.each([
    ['shows a pending request', [], {}],
    ['shows an approved request', [createRequestApproved(), groupCreated({ ownerId: 'ravi' })], { status: 'APPROVED' }],
    ['shows a rejected request', [createRequestRejected()], { status: 'REJECTED' }],
    [
      'shows a request rejected with a reason',
      [createRequestRejected('No.')],
      { status: 'REJECTED', rejectionReason: 'No.' },
    ],
    ['shows a canceled request', [createRequestCanceled()], { status: 'CANCELED' }],
    [
      'shows the group as it was requested, not as it is now',
      [createRequestApproved(), groupCreated({ ownerId: 'ravi' }), groupRenamed('Flow', 'flow', 'yoga')],
      { status: 'APPROVED' },
    ],
  ])('%s', (_, events, then) => expect(after(submitted, ...events)).toStrictEqual({ ...pending, ...then }));
  it('has no document for a group created without a request', () => expect(after(groupCreated())).toBeNull());
  it('drops the request when its group is deleted', () =>
    expect(after(submitted, createRequestApproved(), groupCreated(), groupDeleted())).toBeNull());
});
