import { randomUUID } from 'node:crypto';
import { peopleOf } from './people';
import type { Person } from './person';
import type { Service } from './service';

/** One call of each kind of write, prepared on a site of its own, to be sent with an idempotency key as often as a test wants. */

/** A write that is ready to be sent. */
export type Write = { readonly by: Person; readonly method: string; readonly path: string; readonly body?: unknown };

type Participants = { readonly olga: Person; readonly ravi: Person; readonly mira: Person; readonly siteAdmin: Person };
type Prepared = Omit<Write, 'method' | 'path'> & { readonly call: string };

const asAdmin = (...memberIds: string[]) => ({ memberIds, role: { value: 'ADMIN' } });
const aPrivateGroup = { privacyStatus: 'PRIVATE' };

/** A group that ravi is invited to. */
async function inviting({ olga, ravi }: Participants): Promise<string> {
  const id = await olga.createsGroup();
  await olga.post(`/v2/groups/${id}/invitations`, { memberIds: [ravi.id] }).expect(200);
  return id;
}

/** Every kind of write, by name: what has to be there first, and the call. Each takes a site of its own. */
const kinds = {
  'creates a group': ({ siteAdmin }: Participants) => ({
    by: siteAdmin,
    call: 'POST /v2/groups',
    body: { group: { name: 'Yoga' } },
  }),
  'creates a secret group': ({ siteAdmin }: Participants) => {
    return { by: siteAdmin, call: 'POST /v2/groups', body: { group: { name: 'Yoga', privacyStatus: 'SECRET' } } };
  },
  'asks to create one': ({ olga }: Participants) => ({
    by: olga,
    call: 'POST /v2/groups',
    body: { group: { name: 'Yoga' } },
  }),
  'takes the request to create back': async ({ olga }: Participants) => {
    const { groupRequest } = await olga.post('/v2/groups', { group: { name: 'Yoga' } }).expect(200);
    return { by: olga, call: `POST /v2/group-requests/${groupRequest.id}/cancel` };
  },
  'approves requests to create': async ({ olga, siteAdmin }: Participants) => {
    const requestId = async (name: string) =>
      (await olga.post('/v2/groups', { group: { name } }).expect(200)).groupRequest.id as string;
    const groupRequestIds = [await requestId('Yoga'), randomUUID(), await requestId('Chess')];
    return { by: siteAdmin, call: 'POST /v2/group-requests/approve', body: { groupRequestIds } };
  },
  'rejects requests to create': async ({ olga, siteAdmin }: Participants) => {
    const { groupRequest } = await olga.post('/v2/groups', { group: { name: 'Yoga' } }).expect(200);
    const rejections = [{ groupRequestId: groupRequest.id as string, reason: 'Too many.' }];
    return { by: siteAdmin, call: 'POST /v2/group-requests/reject', body: { rejections } };
  },
  'replaces the rules': async ({ olga }: Participants) => {
    const id = await olga.createsGroup();
    return { by: olga, call: `PUT /v2/rules/${id}`, body: { rules: [{ title: 'Be kind' }] } };
  },
  'replaces the questions': async ({ olga }: Participants) => {
    const id = await olga.createsGroup();
    return { by: olga, call: `PUT /v2/membership-questions/${id}`, body: { questions: [{ text: 'Why?' }] } };
  },
  'renames a group': async ({ olga }: Participants) => {
    const id = await olga.createsGroup();
    return { by: olga, call: `PATCH /v2/groups/${id}`, body: { group: { name: 'Chess', teaser: 'Come' } } };
  },
  'changes nothing': async ({ olga }: Participants) => {
    const id = await olga.createsGroup();
    return { by: olga, call: `PATCH /v2/groups/${id}`, body: { group: { name: 'Yoga' } } };
  },
  'opens a private group': async ({ olga, ravi, mira }: Participants) => {
    const id = await olga.createsGroup(aPrivateGroup);
    await Promise.all([ravi.asks(id), mira.asks(id)]);
    return { by: olga, call: `PATCH /v2/groups/${id}`, body: { group: { privacyStatus: 'PUBLIC' } } };
  },
  joins: async ({ olga, ravi }: Participants) => ({
    by: ravi,
    call: `POST /v2/groups/${await olga.createsGroup()}/join`,
  }),
  'asks to join': async ({ olga, ravi }: Participants) => {
    return {
      by: ravi,
      call: `POST /v2/groups/${await olga.createsGroup(aPrivateGroup)}/join-requests`,
      body: { message: 'Hi' },
    };
  },
  'takes the request to join back': async ({ olga, ravi }: Participants) => {
    const id = await olga.createsGroup(aPrivateGroup);
    await ravi.asks(id);
    return { by: ravi, call: `POST /v2/groups/${id}/join-requests/cancel` };
  },
  'approves requests to join': async ({ olga, ravi, mira }: Participants) => {
    const id = await olga.createsGroup(aPrivateGroup);
    await Promise.all([ravi.asks(id), mira.asks(id)]);
    const body = { memberIds: ['ravi', 'nobody', 'mira'] };
    return { by: olga, call: `POST /v2/groups/${id}/join-requests/approve`, body };
  },
  'rejects requests to join': async ({ olga, ravi }: Participants) => {
    const id = await olga.createsGroup(aPrivateGroup);
    await ravi.asks(id);
    const body = { rejections: [{ memberId: 'ravi', reason: 'Full.' }] };
    return { by: olga, call: `POST /v2/groups/${id}/join-requests/reject`, body };
  },
  'adds people': async ({ olga }: Participants) => {
    const id = await olga.createsGroup();
    return { by: olga, call: `POST /v2/groups/${id}/members`, body: { memberIds: ['ravi', 'olga', 'mira'] } };
  },
  'removes people': async ({ olga, ravi, mira }: Participants) => {
    const id = await olga.createsGroup();
    await Promise.all([ravi.joins(id), mira.joins(id)]);
    await olga.makesAdmin(id, mira);
    return { by: olga, call: `DELETE /v2/groups/${id}/members?memberIds=ravi&memberIds=olga&memberIds=mira` };
  },
  bans: async ({ olga, ravi, mira }: Participants) => {
    const id = await olga.createsGroup();
    await mira.joins(id);
    await olga.makesAdmin(id, mira);
    return { by: olga, call: `POST /v2/groups/${id}/bans`, body: { memberIds: [ravi.id, mira.id], reason: 'Noise' } };
  },
  leaves: async ({ olga, ravi }: Participants) => {
    const id = await olga.createsGroup();
    await ravi.joins(id);
    return { by: ravi, call: `POST /v2/groups/${id}/leave` };
  },
  'leaves as an admin': async ({ olga, ravi }: Participants) => {
    const id = await olga.createsGroup();
    await ravi.joins(id);
    await olga.makesAdmin(id, ravi);
    return { by: ravi, call: `POST /v2/groups/${id}/leave` };
  },
  'gives a role': async ({ olga, ravi, mira }: Participants) => {
    const id = await olga.createsGroup();
    await Promise.all([ravi.joins(id), mira.joins(id)]);
    return { by: olga, call: `POST /v2/groups/${id}/roles/assign`, body: asAdmin('ravi', 'nobody', 'mira') };
  },
  'takes a role': async ({ olga, ravi }: Participants) => {
    const id = await olga.createsGroup();
    await ravi.joins(id);
    await olga.makesAdmin(id, ravi);
    return { by: olga, call: `POST /v2/groups/${id}/roles/unassign`, body: asAdmin('ravi') };
  },
  'lifts a ban': async ({ olga, ravi }: Participants) => {
    const id = await olga.createsGroup();
    await olga.post(`/v2/groups/${id}/bans`, { memberIds: [ravi.id] }).expect(200);
    return { by: olga, call: `DELETE /v2/groups/${id}/bans/ravi` };
  },
  invites: async ({ olga }: Participants) => {
    const id = await olga.createsGroup();
    return { by: olga, call: `POST /v2/groups/${id}/invitations`, body: { memberIds: ['ravi', 'olga', 'mira'] } };
  },
  'accepts an invitation': async (cast: Participants) => {
    return { by: cast.ravi, call: `POST /v2/groups/${await inviting(cast)}/invitations/accept` };
  },
  'declines an invitation': async (cast: Participants) => {
    return { by: cast.ravi, call: `POST /v2/groups/${await inviting(cast)}/invitations/decline` };
  },
  'revokes an invitation': async (cast: Participants) => {
    return { by: cast.olga, call: `DELETE /v2/groups/${await inviting(cast)}/invitations/ravi` };
  },
  'hands a group over': async ({ olga, ravi }: Participants) => {
    const id = await olga.createsGroup();
    await ravi.joins(id);
    return { by: olga, call: `POST /v2/groups/${id}/owner`, body: { memberId: 'ravi' } };
  },
  'asks for a group of their own': ({ olga }: Participants) => {
    return { by: olga, call: 'POST /v2/group-requests', body: { group: { name: 'Yoga' } } };
  },
  'ends an account': async ({ olga, ravi, siteAdmin }: Participants) => {
    await ravi.joins(await olga.createsGroup());
    return { by: siteAdmin, call: 'DELETE /v2/site-members/ravi' };
  },
  'changes the settings': ({ siteAdmin }: Participants) => {
    return { by: siteAdmin, call: 'PATCH /v2/settings', body: { settings: { creationPolicy: 'ADMINS_ONLY' } } };
  },
  'enters the directory': ({ ravi }: Participants) => {
    return { by: ravi, call: 'PUT /v2/site-members/me', body: { siteMember: { profile: 'PRIVATE', nickname: 'R' } } };
  },
} satisfies Readonly<Record<string, (cast: Participants) => Prepared | Promise<Prepared>>>;

export type KindOfWrite = keyof typeof kinds;
export const kindsOfWrite = Object.keys(kinds) as KindOfWrite[];

/** What the write of this kind needs, done on a fresh site, and the write itself, still to be sent. */
export async function prepareWrite(
  service: Pick<Service, 'url'>,
  kind: KindOfWrite,
): Promise<Write & { site: string }> {
  const people = await peopleOf(service, ['olga', 'ravi', 'mira']);
  const { call, ...rest }: Prepared = await kinds[kind](people);
  const [method, path] = call.split(' ') as [string, string];
  return { method, path, body: {}, ...rest, site: people.site };
}

/** Sends it with a key. */
export const sendKeyed = ({ by, method, path, body }: Write, key: string) =>
  by.with({ 'idempotency-key': key }).send(method, path, method === 'DELETE' ? undefined : body);
