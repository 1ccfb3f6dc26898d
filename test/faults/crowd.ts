import type { LoggedEvent } from '../../libs/event-store/testing/server/log';
import { type Answer, type Caller, ROOT } from './caller';
import { Told } from './told';

/** How many of each kind are busy side by side. */
const BUSY = { joining: 6, founding: 4, describing: 6, asking: 4, reading: 4 };
type Kind = keyof typeof BUSY;
const OWNER = 'olga';

/**
 * Many people of one site, each of whose writes leaves a mark of its own in the log: fresh people join a group, others
 * ask to join one and are let in two at a time, some found groups, some describe one and the same group anew.
 */
export class Crowd {
  readonly told = new Told();
  /** The token of the latest acknowledged write. */
  seen: string | null = null;
  hub = '';
  club = '';
  private stopped = false;
  private busy: Promise<unknown> = Promise.resolve();
  private count = 0;

  private constructor(private readonly caller: Caller) {}

  /** Lets them loose on a fresh site. */
  static async at(caller: Caller): Promise<Crowd> {
    const crowd = new Crowd(caller);
    await caller.does(ROOT, 'PATCH', '/v2/settings', { settings: { creationPolicy: 'ALL_MEMBERS' } });
    crowd.hub = await crowd.founded('PUBLIC');
    crowd.club = await crowd.founded('PRIVATE');
    crowd.busy = Promise.all(
      Object.entries(BUSY).flatMap(([kind, number]) =>
        Array.from({ length: number }, () => crowd.keepAt(kind as Kind)),
      ),
    );
    crowd.busy.catch(() => undefined); // told to whoever stops it
    return crowd;
  }

  /** Have people of every kind been told that something of theirs was done, since then? */
  allDoneSince(moment: number): boolean {
    return ['joining', 'founding', 'describing', 'asking'].every(
      (kind) => (this.told.lastDone.get(kind) ?? 0) > moment,
    );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.busy;
  }

  /** What an event of the log is the mark of; `null` where it is none of these people's. */
  markOf = ({ stream, type, data }: Pick<LoggedEvent, 'stream' | 'type' | 'data'>): string | null => {
    if (!stream.includes(`-${this.caller.site}.`)) return null;
    const { memberId, groupId, description, group } = JSON.parse(Buffer.from(data).toString()) as Record<
      string,
      string
    > & {
      group?: { teaser?: string };
    };
    if (type === 'MemberJoined' && groupId === this.hub && memberId !== OWNER) return `${memberId} joined`;
    if (type === 'JoinRequested') return `${memberId} asked`;
    if (type === 'JoinRequestApproved') return `${memberId} was let in`;
    if (type === 'GroupCreated' && group?.teaser) return `${group.teaser} was founded`;
    return type === 'GroupDescriptionChanged' && description !== 'A rival' ? `${description} was said` : null;
  };

  private async founded(privacyStatus: string): Promise<string> {
    const { body } = await this.caller.does(OWNER, 'POST', '/v2/groups', { group: { name: 'Hub', privacyStatus } });
    return body.group.id as string;
  }

  private async keepAt(kind: Kind): Promise<void> {
    while (!this.stopped) {
      await this[kind](`p${++this.count}`);
      await new Promise((pause) => setTimeout(pause, 5)); // the same process serves them
    }
  }

  private async joining(who: string): Promise<void> {
    await this.writes('joining', [`${who} joined`], who, 'POST', `/v2/groups/${this.hub}/join`, {});
  }

  private async founding(who: string): Promise<void> {
    const group = { name: `Yoga ${who}`, teaser: who };
    await this.writes('founding', [`${who} was founded`], this.count % 2 ? ROOT : who, 'POST', '/v2/groups', { group });
  }

  /** All at the same stream: they wait for each other. */
  private async describing(what: string): Promise<void> {
    const body = { group: { description: what } };
    await this.writes('describing', [`${what} was said`], OWNER, 'PATCH', `/v2/groups/${this.hub}`, body, ['CONFLICT']);
  }

  private async asking(who: string): Promise<void> {
    const path = `/v2/groups/${this.club}/join-requests`;
    const both = [`${who}a`, `${who}b`];
    const asked = await Promise.all(both.map((one) => this.writes('asking', [`${one} asked`], one, 'POST', path, {})));
    const memberIds = both.filter((_, n) => asked[n]!.status === 200);
    if (memberIds.length === 0) return;
    const marks = memberIds.map((one) => `${one} was let in`);
    const { status, body } = await this.writes('asking', marks, OWNER, 'POST', `${path}/approve`, { memberIds });
    if (status === 200 && body.failures) this.told.surprises.push(JSON.stringify(body.failures));
  }

  private async reading(who: string): Promise<void> {
    const paths = [`/v2/groups/${this.hub}`, `/v2/groups/${this.club}/members`, '/v2/groups', '/v2/settings'];
    const path = paths[this.count % paths.length]!;
    const seen = this.count % 2 ? this.seen : null;
    this.told.read(path, await this.caller.call(who, 'GET', path, undefined, seen));
  }

  private async writes(
    kind: Kind,
    marks: readonly string[],
    who: string,
    method: string,
    path: string,
    body: object,
    refusals: readonly string[] = [],
  ): Promise<Answer> {
    const answer = await this.caller.call(who, method, path, body);
    const belief = this.told.write(kind, marks, answer, refusals);
    if (belief === 'DONE') this.seen = answer.headers.get('x-wix-consistent');
    return answer;
  }
}
