import { randomUUID } from 'node:crypto';
import { containing, listing } from '../support/call';
import type { Person } from '../support/person';
import { stories } from '../support/stories';

const { people, writesNothing } = stories();
const asksFor = async (who: Person, name: string): Promise<string> =>
  (await who.post('/v2/groups', { group: { name } }).expect(200, { groupRequest: { status: 'PENDING' } })).group.id;
const approve = '/v2/group-requests/approve';
const reject = '/v2/group-requests/reject';

it('an approved request is a group with its requester as owner', async () => {
  const { olga, ravi, siteAdmin } = await people('olga', 'ravi');
  const id = await asksFor(olga, 'Yoga');
  const { groupRequest } = await siteAdmin.post(approve, { groupRequestIds: [id] }).expect(200);
  expect(groupRequest).toEqual([expect.objectContaining({ id, status: 'APPROVED', requestDetails: {} })]);
  await ravi
    .get(`/v2/groups/${id}`)
    .expect(200, { group: { name: 'Yoga', slug: 'yoga', ownerId: 'olga', membersCount: 1 } });
  await ravi.get(`/v2/groups/${id}/members`).expect(200, listing({ memberId: 'olga', role: { value: 'ADMIN' } }));
  await olga.get(`/v2/group-requests/${id}`).expect(200, { groupRequest: { status: 'APPROVED' } });
});

it('a rejected request gives its requester the reason, and there is no group', async () => {
  const { olga, siteAdmin } = await people('olga');
  const id = await asksFor(olga, 'Yoga');
  const rejected = { id, status: 'REJECTED', requestDetails: { rejectionReason: 'We have one.' } };
  const { groupRequest } = await siteAdmin
    .post(reject, { rejections: [{ groupRequestId: id, reason: 'We have one.' }] })
    .expect(200);
  expect(groupRequest).toEqual([expect.objectContaining(rejected)]);
  await olga.get('/v2/group-requests').expect(200, listing(rejected));
  await olga.get(`/v2/groups/${id}`).expect(404, 'GROUP_NOT_FOUND');
  await asksFor(olga, 'Yoga');
});

it('a reason may be left out, or be empty', async () => {
  const { olga, siteAdmin } = await people('olga');
  const [one, other] = [await asksFor(olga, 'One'), await asksFor(olga, 'Other')];
  const rejections = [{ groupRequestId: one }, { groupRequestId: other, reason: '' }];
  await siteAdmin
    .post(reject, { rejections })
    .expect(200, containing({ id: one, requestDetails: {} }, { id: other, requestDetails: { rejectionReason: '' } }));
});

it('a request can be canceled by its requester, a site admin or an app', async () => {
  const { olga, siteAdmin, app } = await people('olga');
  for (const who of [olga, siteAdmin, app]) {
    const id = await asksFor(olga, 'Yoga');
    await who.post(`/v2/group-requests/${id}/cancel`).expect(200, { groupRequest: { id, status: 'CANCELED' } });
    await writesNothing(() => who.post(`/v2/group-requests/${id}/cancel`).expect(409, 'CREATE_REQUEST_NOT_PENDING'));
  }
});

it('a decided request cannot be decided again', async () => {
  const { olga, siteAdmin } = await people('olga');
  const [approved, rejected, canceled] = [await asksFor(olga, 'A'), await asksFor(olga, 'R'), await asksFor(olga, 'C')];
  await siteAdmin.post(approve, { groupRequestIds: [approved] }).expect(200);
  await siteAdmin.post(reject, { rejections: [{ groupRequestId: rejected }] }).expect(200);
  await olga.post(`/v2/group-requests/${canceled}/cancel`).expect(200);
  await writesNothing(async () => {
    for (const id of [approved, rejected, canceled]) {
      await siteAdmin.post(approve, { groupRequestIds: [id] }).expect(409, 'CREATE_REQUEST_NOT_PENDING');
      await siteAdmin.post(reject, { rejections: [{ groupRequestId: id }] }).expect(409, 'CREATE_REQUEST_NOT_PENDING');
      await olga.post(`/v2/group-requests/${id}/cancel`).expect(409, 'CREATE_REQUEST_NOT_PENDING');
    }
  });
});

it('a group that was created directly has no request', async () => {
  const { siteAdmin } = await people();
  const id = await siteAdmin.createsGroup();
  await writesNothing(async () => {
    await siteAdmin.post(approve, { groupRequestIds: [id] }).expect(404, 'CREATE_REQUEST_NOT_FOUND');
    await siteAdmin.get(`/v2/group-requests/${id}`).expect(404, 'CREATE_REQUEST_NOT_FOUND');
    await siteAdmin.post(`/v2/group-requests/${id}/cancel`).expect(404, 'CREATE_REQUEST_NOT_FOUND');
  });
});

describe('group requests', () => {
  it('are decided by site admins and apps only', async () => {
    const { olga, ravi, visitor } = await people('olga', 'ravi');
    const id = await asksFor(olga, 'Yoga');
    await writesNothing(async () => {
      for (const who of [olga, ravi]) {
        for (const one of [id, randomUUID()]) {
          await who.post(approve, { groupRequestIds: [one] }).expect(403, 'PERMISSION_DENIED');
          await who.post(reject, { rejections: [{ groupRequestId: one }] }).expect(403, 'PERMISSION_DENIED');
        }
      }
      await ravi.post(`/v2/group-requests/${id}/cancel`).expect(404, 'CREATE_REQUEST_NOT_FOUND');
      await visitor.post(approve, { groupRequestIds: [id] }).expect(401, 'UNAUTHENTICATED');
      await visitor.post(`/v2/group-requests/${id}/cancel`).expect(401, 'UNAUTHENTICATED');
    });
  });

  it('are read by their requester, site admins and apps', async () => {
    const { olga, ravi, siteAdmin, app, visitor } = await people('olga', 'ravi');
    const [ofOlga, ofRavi] = [await asksFor(olga, 'Hers'), await asksFor(ravi, 'His')];
    await olga.get('/v2/group-requests').expect(200, listing({ id: ofOlga }));
    await ravi.post('/v2/group-requests/query').expect(200, listing({ id: ofRavi }));
    await olga.get(`/v2/group-requests/${ofRavi}`).expect(404, 'CREATE_REQUEST_NOT_FOUND');
    for (const who of [siteAdmin, app]) {
      await who.get('/v2/group-requests').expect(200, containing({ id: ofOlga }, { id: ofRavi }));
      await who.get(`/v2/group-requests/${ofRavi}`).expect(200, { groupRequest: { group: { name: 'His' } } });
    }
    await visitor.get('/v2/group-requests').expect(401, 'UNAUTHENTICATED');
    await visitor.get(`/v2/group-requests/${ofOlga}`).expect(401, 'UNAUTHENTICATED');
  });

  it('can be queried by status, date and id, newest first', async () => {
    const { olga, siteAdmin } = await people('olga');
    const [first, second] = [await asksFor(olga, 'First'), await asksFor(olga, 'Second')];
    await siteAdmin.post(approve, { groupRequestIds: [first] }).expect(200);
    const query = (query: object) => siteAdmin.post('/v2/group-requests/query', { query });
    await query({ filter: { status: 'PENDING' } }).expect(200, listing({ id: second }));
    await query({ filter: { status: { $ne: 'PENDING' } } }).expect(200, listing({ id: first }));
    await query({ filter: { status: { $in: ['APPROVED', 'REJECTED'] } } }).expect(200, listing({ id: first }));
    await query({ filter: { _id: first } }).expect(200, listing({ id: first }));
    await query({ filter: { createdDate: { $lt: '2020-01-01' } } }).expect(200, listing());
    await query({ sort: [{ fieldName: 'createdDate' }], paging: { limit: 1 } }).expect(200, {
      groupRequests: [{ createdDate: expect.any(String) as unknown }],
      metadata: { count: 1, offset: 0, total: 2, tooManyToCount: false },
    });
    await query({ filter: { name: 'First' } }).expect(400, 'query.filter.name');
    await query({ sort: [{ fieldName: 'status' }] }).expect(400, 'query.sort[0].fieldName');
  });
});

describe('several requests in one call', () => {
  it('are each decided on their own, with a list of failures', async () => {
    const { olga, siteAdmin } = await people('olga');
    const [waits, canceled, unknown] = [await asksFor(olga, 'Waits'), await asksFor(olga, 'Canceled'), randomUUID()];
    await olga.post(`/v2/group-requests/${canceled}/cancel`).expect(200);
    const response = await siteAdmin.post(approve, { groupRequestIds: [unknown, waits, canceled, waits] }).expect(200);
    expect(response.groupRequest).toEqual([expect.objectContaining({ id: waits, status: 'APPROVED' })]);
    expect(response.failures).toEqual([
      { id: unknown, code: 'CREATE_REQUEST_NOT_FOUND', description: expect.any(String) as unknown },
      { id: canceled, code: 'CREATE_REQUEST_NOT_PENDING', description: expect.any(String) as unknown },
    ]);
  });

  it('are refused with the error of the first if all fail', async () => {
    const { olga, siteAdmin } = await people('olga');
    const [canceled, unknown] = [await asksFor(olga, 'Canceled'), randomUUID()];
    await olga.post(`/v2/group-requests/${canceled}/cancel`).expect(200);
    const failures = [{ id: canceled, code: 'CREATE_REQUEST_NOT_PENDING' }, { id: unknown }];
    await writesNothing(() =>
      siteAdmin.post(approve, { groupRequestIds: [canceled, unknown] }).expect(409, {
        message: 'CREATE_REQUEST_NOT_PENDING',
        details: { applicationError: { data: { failures } } },
      }),
    );
  });

  it('may have ids in any case; responses have them in lower case', async () => {
    const { olga, siteAdmin } = await people('olga');
    const id = await asksFor(olga, 'Yoga');
    const rejections = [{ groupRequestId: id.toUpperCase() }, { groupRequestId: id }];
    await siteAdmin.post(reject, { rejections }).expect(200, listing({ id, status: 'REJECTED' }));
    const other = await asksFor(olga, 'Yoga');
    await siteAdmin
      .post(approve, { groupRequestIds: [other.toUpperCase(), other] })
      .expect(200, listing({ id: other }));
  });
});
