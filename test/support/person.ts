import type { Body } from './call';
import { Client, type Connection } from './client';

/** A signed-in person of a site, with the calls that most tests make. Each expects to succeed. */
export class Person extends Client {
  constructor(
    id: string,
    connection: Connection,
    private readonly siteAdmin?: Client,
  ) {
    super(id, connection);
  }

  /** Founds a group, which a site admin approves where the site wants that. Gives the group's id. */
  async createsGroup(group: object = {}): Promise<string> {
    const { group: created, groupRequest } = await this.post('/v2/groups', {
      group: { name: 'Yoga', ...group },
    }).expect(200);
    if (groupRequest)
      await this.siteAdmin!.post('/v2/group-requests/approve', { groupRequestIds: [groupRequest.id] }).expect(200);
    return created.id as string;
  }

  joins(groupId: string): Promise<Body> {
    return this.post(`/v2/groups/${groupId}/join`).expect(200, { member: { memberId: this.id } });
  }

  /** Asks to join a private group. */
  asks(groupId: string, message?: string): Promise<Body> {
    return this.post(`/v2/groups/${groupId}/join-requests`, { message }).expect(200, {
      joinGroupRequest: { siteMemberId: this.id, status: 'PENDING' },
    });
  }

  leaves(groupId: string): Promise<Body> {
    return this.post(`/v2/groups/${groupId}/leave`).expect(200);
  }

  approves(groupId: string, ...people: readonly Client[]): Promise<Body> {
    return this.post(`/v2/groups/${groupId}/join-requests/approve`, { memberIds: idsOf(people) }).expect(200);
  }

  adds(groupId: string, ...people: readonly Client[]): Promise<Body> {
    return this.post(`/v2/groups/${groupId}/members`, { memberIds: idsOf(people) }).expect(200);
  }

  invites(groupId: string, ...people: readonly Client[]): Promise<Body> {
    return this.post(`/v2/groups/${groupId}/invitations`, { memberIds: idsOf(people) }).expect(200);
  }

  removes(groupId: string, ...people: readonly Client[]): Promise<Body> {
    return this.delete(`/v2/groups/${groupId}/members?memberIds=${idsOf(people).join('&memberIds=')}`).expect(200);
  }

  makesAdmin(groupId: string, ...people: readonly Client[]): Promise<Body> {
    return this.post(`/v2/groups/${groupId}/roles/assign`, {
      memberIds: idsOf(people),
      role: { value: 'ADMIN' },
    }).expect(200);
  }

  changes(groupId: string, group: object): Promise<Body> {
    return this.patch(`/v2/groups/${groupId}`, { group }).expect(200);
  }

  /** Says in the directory whether the profile is public. */
  shows(profile: 'PUBLIC' | 'PRIVATE'): Promise<Body> {
    return this.put(`/v2/site-members/${this.id}`, { siteMember: { profile } }).expect(200);
  }
}

const idsOf = (people: readonly Client[]): string[] => people.map(({ id }) => id);
