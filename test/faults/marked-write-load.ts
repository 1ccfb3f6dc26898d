import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggedEvent } from '../../libs/event-store/testing/server/log';
import { ROOT, type SiteClient, type SiteResponse } from '../support/site-client';
import { LONG } from '../support/waiting';
import { WriteOutcomes } from './write-outcomes';

/** How many workers of each kind run side by side. */
const WORKERS = LONG
  ? { joining: 6, founding: 4, describing: 6, asking: 4, reading: 4 }
  : { joining: 2, founding: 2, describing: 4, asking: 2, reading: 2 };
type Kind = keyof typeof WORKERS;
const writing: readonly Kind[] = ['joining', 'founding', 'describing', 'asking'];
const OWNER = 'olga';
const PAUSE_MS = 5; // the same process serves them

/** A description that no worker gives: another writer does, on the same stream. */
export const RIVAL = 'A rival';

/**
 * Load generator whose writes each leave a mark of their own in the log, so that a write that was lost or written twice
 * is found there: new people join a public group, others ask to join a private one and are approved two at a time, some
 * create groups, and some change the description of one and the same group.
 */
export class MarkedWriteLoad {
  readonly outcomes = new WriteOutcomes();
  /** The token of the latest acknowledged write. */
  consistencyToken: string | null = null;
  publicGroup = '';
  privateGroup = '';
  private stopped = false;
  private workers: Promise<unknown> = Promise.resolve();
  private count = 0;

  private constructor(private readonly client: SiteClient) {}

  /** Starts all workers on a new site. */
  static async start(client: SiteClient): Promise<MarkedWriteLoad> {
    const load = new MarkedWriteLoad(client);
    await client.expectOk(ROOT, 'PATCH', '/v2/settings', { settings: { creationPolicy: 'ALL_MEMBERS' } });
    load.publicGroup = await load.newGroup('PUBLIC');
    load.privateGroup = await load.newGroup('PRIVATE');
    load.workers = Promise.all(
      Object.entries(WORKERS).flatMap(([kind, number]) =>
        Array.from({ length: number }, () => load.repeat(kind as Kind)),
      ),
    );
    load.workers.catch(() => undefined); // `stop` throws it
    return load;
  }

  /** Was a write of every kind acknowledged after this moment? */
  allAcknowledgedSince(moment: number): boolean {
    return writing.every((kind) => (this.outcomes.lastAcknowledged.get(kind) ?? 0) > moment);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.workers;
  }

  /** The mark that an event of the log is; `null` when no write of this load left it. */
  markOf = ({ stream, type, data }: Pick<LoggedEvent, 'stream' | 'type' | 'data'>): string | null => {
    if (!stream.includes(`-${this.client.site}.`)) return null;
    const { memberId, groupId, description, group } = JSON.parse(Buffer.from(data).toString()) as {
      memberId?: string;
      groupId?: string;
      description?: string;
      group?: { teaser?: string };
    };
    if (type === 'MemberJoined' && groupId === this.publicGroup && memberId !== OWNER) return `${memberId} joined`;
    if (type === 'JoinRequested') return `${memberId} asked`;
    if (type === 'JoinRequestApproved') return `${memberId} was approved`;
    if (type === 'GroupCreated' && group?.teaser) return `${group.teaser} was founded`;
    return type === 'GroupDescriptionChanged' && description !== RIVAL ? `${description} was described` : null;
  };

  private async newGroup(privacyStatus: string): Promise<string> {
    const group = { name: 'Hub', privacyStatus };
    return (await this.client.expectOk(OWNER, 'POST', '/v2/groups', { group })).body.group.id as string;
  }

  private async repeat(kind: Kind): Promise<void> {
    for (; !this.stopped; await sleep(PAUSE_MS)) await this[kind](`p${++this.count}`);
  }

  private async joining(who: string): Promise<void> {
    await this.write('joining', [`${who} joined`], who, 'POST', `/v2/groups/${this.publicGroup}/join`, {});
  }

  private async founding(who: string): Promise<void> {
    const group = { name: `Yoga ${who}`, teaser: who };
    await this.write('founding', [`${who} was founded`], this.count % 2 ? ROOT : who, 'POST', '/v2/groups', { group });
  }

  /** All on the same stream, so that they wait for each other. */
  private async describing(what: string): Promise<void> {
    const [path, body] = [`/v2/groups/${this.publicGroup}`, { group: { description: what } }];
    await this.write('describing', [`${what} was described`], OWNER, 'PATCH', path, body, ['CONFLICT']);
  }

  private async asking(who: string): Promise<void> {
    const path = `/v2/groups/${this.privateGroup}/join-requests`;
    const both = [`${who}a`, `${who}b`];
    const asked = await Promise.all(both.map((one) => this.write('asking', [`${one} asked`], one, 'POST', path, {})));
    const memberIds = both.filter((_, n) => asked[n]!.status === 200);
    if (memberIds.length === 0) return;
    const marks = memberIds.map((one) => `${one} was approved`);
    const { status, body } = await this.write('asking', marks, OWNER, 'POST', `${path}/approve`, { memberIds });
    if (status === 200 && body.failures) this.outcomes.unexpected.push(JSON.stringify(body.failures));
  }

  private async reading(): Promise<void> {
    const paths = [
      `/v2/groups/${this.publicGroup}`,
      `/v2/groups/${this.privateGroup}/members`,
      '/v2/groups',
      '/v2/settings',
    ];
    const path = paths[this.count % paths.length]!;
    const consistencyToken = this.count % 3 ? this.consistencyToken : null;
    this.outcomes.read(path, await this.client.call(OWNER, 'GET', path, undefined, { consistencyToken }));
  }

  private async write(
    kind: Kind,
    marks: readonly string[],
    who: string,
    method: string,
    path: string,
    body: object,
    refusals: readonly string[] = [],
  ): Promise<SiteResponse> {
    const response = await this.client.call(who, method, path, body);
    const outcome = this.outcomes.write(kind, marks, response, refusals);
    if (outcome === 'ACKNOWLEDGED') this.consistencyToken = response.headers.get('x-wix-consistent');
    return response;
  }
}
