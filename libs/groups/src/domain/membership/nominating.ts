import { accept, type Accepted } from '@app/kernel';
import type { Group } from '../group/group.state';
import type { GroupId, MemberId } from '../ids';
import { endsInGroup } from '../permissions';
import type { AdminNominated } from './membership.events';
import type { Membership } from './membership.state';

/**
 * Nominates a member before they become an admin or the owner in the group's stream, so that whoever ends their membership
 * at the same moment meets a changed revision. No event for somebody whose membership ends in the group's stream already.
 */
export const nominate = (
  who: { groupId: GroupId; memberId: MemberId },
  group: Group,
  membership: Membership,
): Accepted<AdminNominated> =>
  endsInGroup(group, membership, who.memberId) ? accept() : accept({ type: 'AdminNominated', data: who });
