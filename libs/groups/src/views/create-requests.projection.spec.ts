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
import type { GroupEvent } from '../domain/group/group.events';
import { publicDetails } from '../domain/group/public-details';
import { timeOfPosition } from '../testing/history';
import { ravi } from '../testing/people.examples';
import { createRequests } from './create-requests.projection';

const after = (...events: readonly GroupEvent[]) => documentAfter(createRequests, events, groupId);
const submitted = createRequestSubmitted(ravi, { teaser: 'Slowly' });
const pending = {
  id: groupId,
  requestedById: 'ravi',
  status: 'PENDING',
  createdDate: timeOfPosition(1),
  group: publicDetails(submitted.data.group),
};

describe('the view of create requests', () => {
  it.each([
    ['waits', [], {}],
    ['is granted', [createRequestApproved(), groupCreated({ ownerId: 'ravi' })], { status: 'APPROVED' }],
    ['is rejected', [createRequestRejected()], { status: 'REJECTED' }],
    ['is rejected with a reason', [createRequestRejected('No.')], { status: 'REJECTED', rejectionReason: 'No.' }],
    ['is taken back', [createRequestCanceled()], { status: 'CANCELED' }],
    [
      'shows the group that was asked for, not what became of it',
      [createRequestApproved(), groupCreated({ ownerId: 'ravi' }), groupRenamed('Flow', 'flow', 'yoga')],
      { status: 'APPROVED' },
    ],
  ])('%s', (_, events, requests) => expect(after(submitted, ...events)).toStrictEqual({ ...pending, ...requests }));
  it('has none for a group that was created at once', () => expect(after(groupCreated())).toBeNull());
  it('forgets the request when its group is deleted', () =>
    expect(after(submitted, createRequestApproved(), groupCreated(), groupDeleted())).toBeNull());
});
