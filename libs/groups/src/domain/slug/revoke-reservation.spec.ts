import {
  createRequestSubmitted,
  groupCreated,
  groupDescriptionChanged,
  groupId,
  slugReservationRevoked,
} from '../../testing/group.examples';
import { scenarioOf } from '../../testing/scenario';
import { slugReleased, slugReserved } from '../../testing/slug.examples';
import { revokeReservation } from './revoke-reservation.decision';

const scenario = scenarioOf(revokeReservation);
const when = { slug: 'yoga', holderId: groupId };
const then = [slugReservationRevoked()];

describe('revoke the reservation of a slug', () => {
  it.each([
    ['is not created yet', { slug: [slugReserved(groupId)] }],
    ['is only requested yet', { slug: [slugReserved(groupId, 1)], holder: [createRequestSubmitted()] }],
    ['is not renamed yet', { slug: [slugReserved(groupId, 1)], holder: [groupCreated({ slug: 'flow' })] }],
  ] as const)('revokes that of a group that %s', (_, given) => scenario({ given, when, then }));

  it.each([
    ['uses the slug', { slug: [slugReserved(groupId)], holder: [groupCreated()] }],
    ['uses the slug and has reserved it again', { slug: [slugReserved(groupId, 1)], holder: [groupCreated()] }],
    [
      'has passed the reserved revision',
      { slug: [slugReserved(groupId, 1)], holder: [groupCreated({ slug: 'flow' }), groupDescriptionChanged()] },
    ],
    ['had it revoked', { slug: [slugReserved(groupId)], holder: [slugReservationRevoked()] }],
    ['released it', { slug: [slugReserved(groupId), slugReleased(groupId)] }],
    ['lost it to another', { slug: [slugReserved(groupId), slugReserved('flow')] }],
  ] as const)('appends no event when the group %s', (_, given) => scenario({ given, when, then: [] }));
});
