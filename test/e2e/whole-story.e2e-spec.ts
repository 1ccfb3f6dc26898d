import { containing, listing } from '../support/call';
import { stories } from '../support/stories';

const { people } = stories({ stores: 'embedded' });

it('shows an admin who is waiting', async () => {
  const { olga, ravi } = await people('olga', 'ravi');
  const groupId = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
  await ravi.post(`/v2/groups/${groupId}/join-requests`, { message: 'Hello' }).expect(200);
  await olga.get(`/v2/groups/${groupId}/join-requests`).expect(200, containing({ siteMemberId: ravi.id }));
  await olga.approves(groupId, ravi);
  await ravi.get(`/v2/groups/${groupId}/members`).expect(200, listing({ memberId: 'ravi' }, { memberId: 'olga' }));
});
