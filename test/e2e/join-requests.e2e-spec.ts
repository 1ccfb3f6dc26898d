import { containing, listing } from '../support/call';
import { stories } from '../support/stories';

const { people, writesNothing } = stories();
const aDate = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown;
const PRIVATE = { privacyStatus: 'PRIVATE' };

describe('requesting to join', () => {
  it('shows an admin the person and the message', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup(PRIVATE);
    const request = { siteMemberId: 'ravi', groupId: id, status: 'PENDING', createdDate: aDate, requestDetails: {} };
    const response = await ravi.post(`/v2/groups/${id}/join-requests`, { message: 'Hello' }).expect(200);
    expect(response).toEqual({ joinGroupRequest: { ...request, message: 'Hello' } });
    for (const who of [olga, ravi])
      await who
        .get(`/v2/groups/${id}/join-requests`)
        .expect(200, (body) => expect(body.joinGroupRequests).toEqual([response.joinGroupRequest]));
    await ravi.get('/v2/members/me/memberships').expect(200, listing({ groupId: id, status: 'PENDING' }));
    await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 1, pendingMembersCount: 1 } });
  });

  it('needs no message', async () => {
    const { olga, ravi, mira } = await people('olga', 'ravi', 'mira');
    const id = await olga.createsGroup(PRIVATE);
    expect((await ravi.asks(id)).joinGroupRequest).not.toHaveProperty('message');
    await mira.send('POST', `/v2/groups/${id}/join-requests`).expect(200, { joinGroupRequest: { status: 'PENDING' } });
  });

  it('is refused to members, in public groups, with a private profile and while a request is pending', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const [open, closed] = [await olga.createsGroup(), await olga.createsGroup(PRIVATE)];
    const ask = (id: string) => ravi.post(`/v2/groups/${id}/join-requests`);
    await ravi.joins(open);
    await ravi.asks(closed);
    await writesNothing(() => ask(closed).expect(409, 'JOIN_REQUEST_PENDING'));
    await ravi.shows('PRIVATE');
    await writesNothing(async () => {
      await ask(open).expect(409, 'ALREADY_A_MEMBER');
      await ask(closed).expect(403, 'PUBLIC_PROFILE_REQUIRED');
      await olga.post(`/v2/groups/${closed}/join-requests`).expect(409, 'ALREADY_A_MEMBER');
    });
    await ravi.leaves(open);
    await writesNothing(() => ask(open).expect(409, 'JOIN_DIRECTLY'));
  });

  it('is for signed-in people, including site admins', async () => {
    const { olga, siteAdmin, app, visitor } = await people('olga');
    const id = await olga.createsGroup(PRIVATE);
    await writesNothing(async () => {
      await visitor.post(`/v2/groups/${id}/join-requests`).expect(401, 'UNAUTHENTICATED');
      await app.post(`/v2/groups/${id}/join-requests`).expect(403, 'MEMBER_IDENTITY_REQUIRED');
      await app.post(`/v2/groups/${id}/join-requests/cancel`).expect(403, 'MEMBER_IDENTITY_REQUIRED');
    });
    await siteAdmin.asks(id);
  });
});

describe('canceling', () => {
  it('ends a pending request, after which the person can request again', async () => {
    const { olga, ravi, visitor } = await people('olga', 'ravi');
    const id = await olga.createsGroup(PRIVATE);
    const cancel = () => ravi.post(`/v2/groups/${id}/join-requests/cancel`);
    await writesNothing(() => cancel().expect(404, 'JOIN_REQUEST_NOT_FOUND'));
    await ravi.asks(id, 'Hello');
    await cancel().expect(200, { joinGroupRequest: { siteMemberId: 'ravi', status: 'CANCELED', message: 'Hello' } });
    await ravi.get('/v2/members/me/memberships').expect(200, listing());
    await writesNothing(async () => {
      await cancel().expect(409, 'JOIN_REQUEST_NOT_PENDING');
      await visitor.post(`/v2/groups/${id}/join-requests/cancel`).expect(401, 'UNAUTHENTICATED');
      await olga
        .post(`/v2/groups/${id}/join-requests/approve`, { memberIds: ['ravi'] })
        .expect(409, 'JOIN_REQUEST_NOT_PENDING');
    });
    expect((await ravi.asks(id)).joinGroupRequest).not.toHaveProperty('message');
    await olga.get(`/v2/groups/${id}/join-requests`).expect(200, listing({ status: 'PENDING' }));
  });
});

describe('approving', () => {
  it('makes the person a member', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup(PRIVATE);
    await ravi.asks(id);
    const approved = { siteMemberId: 'ravi', status: 'APPROVED', requestDetails: {} };
    const response = await olga.approves(id, ravi);
    expect(response.joinGroupRequests).toEqual([expect.objectContaining(approved)]);
    await ravi.get(`/v2/groups/${id}/join-requests`).expect(200, listing(approved));
    await olga.get(`/v2/groups/${id}/members`).expect(200, containing({ memberId: 'ravi', role: { value: 'MEMBER' } }));
    await olga.get(`/v2/groups/${id}`).expect(200, { group: { membersCount: 2, pendingMembersCount: 0 } });
  });

  it('needs a public profile at the time of approval', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup(PRIVATE);
    await ravi.asks(id);
    await ravi.shows('PRIVATE');
    const approve = () => olga.post(`/v2/groups/${id}/join-requests/approve`, { memberIds: ['ravi'] });
    await writesNothing(() => approve().expect(403, 'PUBLIC_PROFILE_REQUIRED'));
    await ravi.shows('PUBLIC');
    await approve().expect(200, listing({ status: 'APPROVED' }));
  });

  it('decides each request on its own, and lists the failures', async () => {
    const { olga, ravi, mira, zoe } = await people('olga', 'ravi', 'mira', 'zoe');
    const id = await olga.createsGroup(PRIVATE);
    await ravi.asks(id);
    await mira.asks(id);
    await mira.post(`/v2/groups/${id}/join-requests/cancel`).expect(200);
    const { joinGroupRequests, failures } = await olga.approves(id, zoe, ravi, mira, ravi);
    expect(joinGroupRequests).toEqual([expect.objectContaining({ siteMemberId: 'ravi' })]);
    expect(failures).toEqual([
      { id: 'zoe', code: 'JOIN_REQUEST_NOT_FOUND', description: expect.any(String) as unknown },
      { id: 'mira', code: 'JOIN_REQUEST_NOT_PENDING', description: expect.any(String) as unknown },
    ]);
    await writesNothing(() =>
      olga.post(`/v2/groups/${id}/join-requests/approve`, { memberIds: ['mira', 'zoe'] }).expect(409, {
        message: 'JOIN_REQUEST_NOT_PENDING',
        details: { applicationError: { data: { failures: [{ id: 'mira' }, { id: 'zoe' }] } } },
      }),
    );
  });
});

describe('rejecting', () => {
  it('gives the person the reason, and they can request again', async () => {
    const { olga, ravi, mira } = await people('olga', 'ravi', 'mira');
    const id = await olga.createsGroup(PRIVATE);
    await ravi.asks(id);
    await mira.asks(id);
    const rejections = [{ memberId: 'ravi', reason: 'Full.' }, { memberId: 'mira' }, { memberId: 'zoe' }];
    const response = await olga.post(`/v2/groups/${id}/join-requests/reject`, { rejections }).expect(200);
    const rejected = { siteMemberId: 'ravi', status: 'REJECTED', requestDetails: { rejectionReason: 'Full.' } };
    expect(response.joinGroupRequests).toEqual([
      expect.objectContaining(rejected),
      expect.objectContaining({ siteMemberId: 'mira', requestDetails: {} }),
    ]);
    expect(response.failures).toEqual([expect.objectContaining({ id: 'zoe', code: 'JOIN_REQUEST_NOT_FOUND' })]);
    await ravi.get(`/v2/groups/${id}/join-requests`).expect(200, listing(rejected));
    await writesNothing(() =>
      olga.post(`/v2/groups/${id}/join-requests/reject`, { rejections }).expect(409, 'JOIN_REQUEST_NOT_PENDING'),
    );
    const { joinGroupRequest } = await ravi.asks(id);
    expect(joinGroupRequest.requestDetails).toEqual({});
  });

  it('refuses two reasons for one person, and accepts the longest one a thousand times', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup(PRIVATE);
    await ravi.asks(id);
    const reject = (...reasons: string[]) =>
      olga.post(`/v2/groups/${id}/join-requests/reject`, {
        rejections: reasons.map((reason) => ({ memberId: 'ravi', reason })),
      });
    await writesNothing(() => reject('Full.', 'Late.').expect(400, 'rejections[1].reason'));
    const longest = '𒀀'.repeat(1000);
    const most = Array.from({ length: 1000 }, () => longest);
    const requestDetails = { rejectionReason: longest };
    await reject(...most).expect(200, listing({ siteMemberId: 'ravi', status: 'REJECTED', requestDetails }));
  });
});

describe('those who decide join requests', () => {
  it('are admins, site admins and apps, and members where the settings allow it', async () => {
    const { olga, mira, zoe, ravi, siteAdmin, app, visitor } = await people('olga', 'mira', 'zoe', 'ravi');
    const id = await olga.createsGroup(PRIVATE);
    await olga.adds(id, mira, zoe);
    await olga.makesAdmin(id, mira);
    const approve = `/v2/groups/${id}/join-requests/approve`;
    const reject = `/v2/groups/${id}/join-requests/reject`;
    await ravi.asks(id);
    const refused = async (...callers: (typeof olga)[]) =>
      writesNothing(async () => {
        for (const who of callers) {
          await who.post(approve, { memberIds: ['ravi'] }).expect(403, 'PERMISSION_DENIED');
          await who.post(approve, { memberIds: ['nobody'] }).expect(403, 'PERMISSION_DENIED');
          await who.post(reject, { rejections: [{ memberId: 'ravi' }] }).expect(403, 'PERMISSION_DENIED');
        }
        await visitor.post(approve, { memberIds: ['ravi'] }).expect(401, 'UNAUTHENTICATED');
      });
    const allowed = async (...callers: (typeof olga)[]) => {
      for (const who of callers) {
        await who.post(reject, { rejections: [{ memberId: 'ravi' }] }).expect(200);
        await ravi.asks(id);
      }
    };
    await refused(ravi, zoe);
    await allowed(olga, mira, siteAdmin, app);
    await olga.changes(id, { settings: { membersCanApprove: true } });
    await refused(ravi);
    await allowed(olga, mira, zoe, siteAdmin, app);
    await olga.changes(id, { settings: { allowedToApproveJoinRequests: 'OWNER' } });
    await refused(ravi, zoe, mira);
    await allowed(olga, siteAdmin, app);
  });

  it('see all of them; everybody else only their own', async () => {
    const { olga, mira, zoe, ravi, kim, siteAdmin, app, visitor } = await people('olga', 'mira', 'zoe', 'ravi', 'kim');
    const id = await olga.createsGroup(PRIVATE);
    await olga.adds(id, mira, zoe);
    await olga.makesAdmin(id, mira);
    await ravi.asks(id, 'Hello');
    await kim.asks(id);
    const sees = async (who: typeof olga) => {
      const list = await who.get(`/v2/groups/${id}/join-requests`).expect(200);
      await who.post(`/v2/groups/${id}/join-requests/query`).expect(200, list);
      expect(list.metadata.total).toBe(list.joinGroupRequests.length);
      return list.joinGroupRequests.map(({ siteMemberId }: { siteMemberId: string }) => siteMemberId).sort();
    };
    for (const who of [olga, mira, siteAdmin, app]) expect(await sees(who)).toEqual(['kim', 'ravi']);
    expect([await sees(ravi), await sees(kim), await sees(zoe)]).toEqual([['ravi'], ['kim'], []]);
    await olga.changes(id, { settings: { membersCanApprove: true } });
    expect(await sees(zoe)).toEqual(['kim', 'ravi']);
    await olga.changes(id, { settings: { allowedToApproveJoinRequests: 'OWNER' } });
    expect([await sees(mira), await sees(zoe)]).toEqual([['kim', 'ravi'], []]);
    await visitor.get(`/v2/groups/${id}/join-requests`).expect(401, 'UNAUTHENTICATED');
  });

  it('can query by status, person and date', async () => {
    const { olga, ravi, kim } = await people('olga', 'ravi', 'kim');
    const id = await olga.createsGroup(PRIVATE);
    await ravi.asks(id);
    await kim.asks(id);
    await olga.approves(id, kim);
    const path = `/v2/groups/${id}/join-requests/query`;
    const query = (filter: object, more: object = {}) => olga.post(path, { query: { filter, ...more } });
    await query({ status: 'PENDING' }).expect(200, listing({ siteMemberId: 'ravi' }));
    await query({ status: { $hasSome: ['APPROVED', 'REJECTED'] } }).expect(200, listing({ siteMemberId: 'kim' }));
    await query({ siteMemberId: 'kim', groupId: id }).expect(200, listing({ siteMemberId: 'kim' }));
    await query({ createdDate: { $exists: true } }, { paging: { limit: 1 } }).expect(200, {
      metadata: { count: 1, total: 2 },
    });
    await query({}, { sort: [{ fieldName: 'createdDate', order: 'ASC' }] }).expect(200, { metadata: { count: 2 } });
    await query({ status: 'OPEN' }).expect(400, 'query.filter.status');
    await query({ message: 'Hello' }).expect(400, 'query.filter.message');
    await query({}, { sort: [{ fieldName: 'status' }] }).expect(400, 'query.sort[0].fieldName');
    await olga.post(path, { groupId: id, query: {} }).expect(200);
    await olga.post(path, { groupId: 'another' }).expect(400, 'groupId');
  });
});
