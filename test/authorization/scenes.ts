import { randomUUID } from 'node:crypto';
import type { Body } from '../support/call';
import type { Client } from '../support/client';
import { type People, peopleOf } from '../support/people';
import type { Service } from '../support/service';
import type { Kind } from './table';

const names = [
  ...['olga', 'mira', 'nora', 'ravi', 'rosa', 'ivan', 'ines', 'iris', 'bela', 'bert', 'quin', 'tara'],
  ...['otto', 'otis', 'pia', 'petra', 'elsa'],
] as const;
type Everybody = People<(typeof names)[number]>;

/** The people of a site: who they are to its groups is in `rights-in-a-group.yaml`. */
export class Cast {
  private constructor(readonly people: Everybody) {}

  static async of(service: Service): Promise<Cast> {
    const people = await peopleOf(service, names);
    const { pia, petra, elsa, app, siteAdmin } = people;
    const isPrivate = (id: string) => id === pia.id || id === petra.id;
    const enter = (id: string) =>
      app.put(`/v2/site-members/${id}`, { siteMember: { profile: isPrivate(id) ? 'PRIVATE' : 'PUBLIC' } }).expect(200);
    await Promise.all([siteAdmin.id, ...names].map(enter));
    await app.post('/v2/groups', { group: { name: 'Elsewhere' }, creatorId: elsa.id }).expect(200);
    return new Cast(people);
  }

  /** Who makes the calls of a kind of caller. */
  as(kind: Kind): Client {
    const { visitor, otto, pia, quin, ivan, bela, elsa, ravi, mira, olga, siteAdmin, app } = this.people;
    const played: Record<Kind, Client> = {
      visitor,
      outsider: otto,
      withoutProfile: pia,
      requester: quin,
      invited: ivan,
      banned: bela,
      elsewhere: elsa,
      member: ravi,
      admin: mira,
      owner: olga,
      siteAdmin,
      app,
    };
    return played[kind];
  }

  /** A group with everybody in their place. Gives what stands for its parts in a path. */
  async group(
    privacyStatus: string,
    settings: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, string>>> {
    const { app, ravi, quin, tara } = this.people;
    const group = { name: `Yoga ${randomUUID()}`, privacyStatus, settings: { allowedToInviteMembers: 'ALL_MEMBERS' } };
    const created: Body = await app.post('/v2/groups', { group, creatorId: 'olga' }).expect(200);
    const { id, slug } = created.group as { id: string; slug: string };
    const at = `/v2/groups/${id}`;
    await app.post(`${at}/members`, { memberIds: ['mira', 'nora', 'ravi', 'rosa'] }).expect(200);
    await app.post(`${at}/roles/assign`, { memberIds: ['mira', 'nora'], role: { value: 'ADMIN' } }).expect(200);
    await app.post(`${at}/bans`, { memberIds: ['bela', 'bert'] }).expect(200);
    await app.post(`${at}/invitations`, { memberIds: ['ivan', 'ines'] }).expect(200);
    await ravi.post(`${at}/invitations`, { memberIds: ['iris'] }).expect(200);
    if (privacyStatus === 'PRIVATE') for (const person of [quin, tara]) await person.asks(id);
    await app
      .patch(at, { group: { settings: { allowedToInviteMembers: 'OWNER_AND_ADMINS', ...settings } } })
      .expect(200);
    return { groupId: id, slug };
  }

  /** A request of pia's to create a group, which waits. */
  async asked(): Promise<Readonly<Record<string, string>>> {
    const { siteAdmin, pia } = this.people;
    await siteAdmin.patch('/v2/settings', { settings: { creationPolicy: 'MEMBERS_WITH_APPROVAL' } }).expect(200);
    const { groupRequest }: Body = await pia.post('/v2/group-requests', { group: { name: 'Asked' } }).expect(200);
    return { asked: groupRequest.id as string };
  }
}
