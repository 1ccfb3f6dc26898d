import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Body } from '../support/call';
import { NoResponse, ROOT, SiteClient } from '../support/site-client';
import { SAFETY_LIMIT_MS } from '../support/waiting';

const RETRY_EVERY_MS = 20;

/** Where the service is; another address after each restart. */
export type Address = { url: string };

/**
 * A client that gives each call an idempotency key and repeats it, with the key, until it is responded to. It keeps what
 * should have happened, each call once.
 */
export class RetryingClient {
  /** How many tries were repeats. */
  repeats = 0;
  /** How many calls were responded to. */
  calls = 0;
  rounds = 0;
  /** The groups that were created, as the responses say. */
  readonly groups: string[] = [];

  constructor(
    private readonly address: Address,
    readonly site: string,
  ) {}

  /** Throws when the response is not a success, and when none comes at all. */
  private async send(who: string, method: string, path: string, body?: unknown): Promise<Body> {
    const idempotencyKey = randomUUID();
    for (const end = performance.now() + SAFETY_LIMIT_MS; ; await sleep(RETRY_EVERY_MS)) {
      const client = new SiteClient(this.address.url, this.site);
      const response = await client.call(who, method, path, body, { idempotencyKey }).catch(nullIfNoResponse);
      const isOpen =
        !response || response.status === 503 || (response.status === 409 && response.body.message === 'CONFLICT');
      if (isOpen && performance.now() < end) this.repeats += 1;
      else {
        this.calls += 1;
        if (response?.status === 200) return response.body;
        const received = response && { status: response.status, body: response.body as unknown };
        throw new Error(`${method} ${path}: ${JSON.stringify(received)}`);
      }
    }
  }

  /** The life of a group, in which every call changes something; most could not succeed twice. */
  async round(): Promise<void> {
    const { group } = await this.send(ROOT, 'POST', '/v2/groups', { group: { name: 'Yoga' } });
    this.groups.push(group.id);
    const at = `/v2/groups/${group.id}`;
    const memberIds = ['ada', 'bob', 'cyd', 'dan', 'eve', 'fay'];
    await this.send(ROOT, 'POST', `${at}/members`, { memberIds });
    await this.send('gil', 'POST', `${at}/join`);
    await this.send(ROOT, 'PATCH', at, { group: { name: 'Chess', teaser: 'Come' } });
    await this.send('gil', 'POST', `${at}/leave`);
    await this.send('gil', 'POST', `${at}/join`);
    await this.send(ROOT, 'POST', `${at}/roles/assign`, { memberIds: ['ada', 'bob'], role: { value: 'ADMIN' } });
    await this.send(ROOT, 'PATCH', at, { group: { name: 'Yoga' } });
    await this.send('ada', 'POST', `${at}/leave`);
    await this.send(ROOT, 'DELETE', `${at}/members?${['bob', 'cyd', 'gil'].map((id) => `memberIds=${id}`).join('&')}`);
    await this.send(ROOT, 'POST', `${at}/bans`, { memberIds: ['cyd', 'dan'] });
    this.rounds += 1;
  }
}

/** What the events of one round are, however often its calls were sent. */
export const eventsOfARound: Readonly<Record<string, number>> = {
  GroupCreated: 1,
  GroupRenamed: 2,
  GroupDetailsChanged: 1,
  AdminNominated: 2,
  RoleAssigned: 2,
  RoleUnassigned: 2,
  MemberJoined: 9, // the owner, six who were added, one twice
  MemberLeft: 2,
  MemberRemoved: 4,
  MemberBanned: 2,
};

function nullIfNoResponse(error: unknown): null {
  if (error instanceof NoResponse) return null;
  throw error;
}
