import { type Answer, type Caller, NoAnswer, ROOT } from './caller';
import { Ledger, NOTHING } from './ledger';

export type CreationPolicy = 'ALL_MEMBERS' | 'MEMBERS_WITH_APPROVAL';
type Privacy = 'PUBLIC' | 'PRIVATE' | 'SECRET';

/** Few names for many groups: their slugs are fought over. */
const names = ['Yoga', 'Chess', 'Yoga at noon', 'Бег', '???'];
const oneOf = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)]!;
const SIDE_BY_SIDE = 6;

/** Many people of one site, busy with their groups all at once, until nobody answers any more. */
export class Crowd {
  readonly ledger = new Ledger();
  /** Everybody who had a part in a story. */
  readonly people: string[] = [];
  private founded = 0;

  constructor(
    readonly caller: Caller,
    readonly policy: CreationPolicy,
  ) {}

  /** Lets them loose; ends when the service has gone away. */
  async run(): Promise<void> {
    try {
      const settings = { creationPolicy: this.policy };
      await this.ledger.write({ policy: this.policy }, () =>
        this.caller.call(ROOT, 'PATCH', '/v2/settings', { settings }),
      );
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => this.liveOn()));
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
    }
  }

  private async liveOn(): Promise<void> {
    for (;;) {
      const story = oneOf([club, opening, rivals]);
      await story(async (privacy, ...friends) => {
        const label = `g${++this.founded}`;
        const cast = [`${label}-owner`, ...friends.map((name) => `${label}-${name}`)];
        this.people.push(...cast);
        const group = new StoryGroup(this, label, cast[0]!);
        return (await group.isFounded(privacy)) ? { group, people: cast.slice(1) } : null;
      });
    }
  }
}

type Founding = (
  privacy: Privacy,
  ...friends: readonly string[]
) => Promise<{ group: StoryGroup; people: string[] } | null>;

/** People ask and are let in or not, one of them helps to run the group, and they go their ways. */
async function club(found: Founding): Promise<void> {
  const start = await found('PRIVATE', 'ann', 'bob', 'cid', 'dan');
  if (!start) return;
  const { group, people } = start;
  const [ann, bob, cid, dan] = people as [string, string, string, string];
  await all(people.map((person) => group.isAskedBy(person)));
  await all([group.approves(ann, bob, cid), group.rejects(dan), group.isRenamed()]);
  await group.makesAdmin(ann);
  await all([group.isLeftBy(bob), group.removes(ann, cid), group.isAskedBy(dan), group.isRenamed()]);
  await all([group.removes(group.owner, ann), group.isRenamed()]);
  if (oneOf([true, false])) await group.isDeleted(ann, bob, cid, dan);
}

/** A private group opens to everybody, or hides, while people are still asking. */
async function opening(found: Founding): Promise<void> {
  const start = await found('PRIVATE', 'ann', 'bob', 'cid', 'late1', 'late2');
  if (!start) return;
  const { group, people } = start;
  const to = oneOf(['PUBLIC', 'SECRET'] as const);
  await all(people.slice(0, 3).map((person) => group.isAskedBy(person)));
  await all([
    group.becomes(to, people.slice(0, 3)),
    ...people.slice(3).map((person) => group.isAskedBy(person, to)),
    group.isRenamed(),
  ]);
}

/** Two admins remove each other at the same moment; others come and go. */
async function rivals(found: Founding): Promise<void> {
  const start = await found('PUBLIC', 'ann', 'bob', 'cid', 'dan');
  if (!start) return;
  const { group, people } = start;
  const [ann, bob, cid, dan] = people as [string, string, string, string];
  await all(people.map((person) => group.isJoinedBy(person)));
  await group.makesAdmin(ann, bob, dan);
  const rival = ['PERMISSION_DENIED', 'NOT_A_MEMBER'];
  const [first, second] = await all([
    group.removes(ann, bob, rival),
    group.removes(bob, ann, rival),
    group.isLeftBy(cid),
    group.isLeftBy(dan),
  ]);
  const winners = [first, second].filter(({ status }) => status === 200).length;
  if (winners !== 1) group.surprise(`of two admins who remove each other ${winners} succeeded`);
  const winner = first.status === 200 ? ann : bob;
  await all([group.demotes(winner), group.isJoinedBy(cid), group.isRenamed()]);
  await all([group.isLeftBy(winner), group.isRenamed()]);
  if (oneOf([true, false, false])) await group.isDeleted(ann, bob, cid, dan);
}

/** Like `Promise.all`, but waits for all of them also when one fails: no call is left behind. */
async function all<T extends readonly Promise<Answer>[] | []>(calls: T): Promise<{ [N in keyof T]: Answer }> {
  const settled = await Promise.allSettled(calls);
  for (const result of settled) if (result.status === 'rejected') throw result.reason;
  return settled.map((result) => (result as PromiseFulfilledResult<Answer>).value) as { [N in keyof T]: Answer };
}

/**
 * One group of the stories. It is known by its label, which is its teaser, since its id and name come and change.
 * Things of the ledger: `g1` (is there such a group?), `g1.name`, `g1.privacy`, `g1/<member>` (their place in it).
 */
class StoryGroup {
  private id = '';

  constructor(
    private readonly crowd: Crowd,
    private readonly label: string,
    readonly owner: string,
  ) {}

  async isFounded(privacyStatus: Privacy): Promise<boolean> {
    const { label } = this;
    const name = oneOf(names);
    const group = { name, privacyStatus, teaser: label };
    const there = {
      [label]: 'there',
      [`${label}.name`]: name,
      [`${label}.privacy`]: privacyStatus,
      [this.place(this.owner)]: 'ADMIN',
    };
    const direct = this.crowd.policy === 'ALL_MEMBERS';
    const { body } = await this.write(direct ? there : { [label]: 'asked' }, this.owner, 'POST', '/v2/groups', {
      group,
    });
    this.id = body.group?.id;
    if (direct) return true;
    if (oneOf([true, false, false, false])) {
      const rejections = [{ groupRequestId: this.id, reason: 'Enough of these.' }];
      await this.write({ [label]: 'refused' }, ROOT, 'POST', '/v2/group-requests/reject', { rejections });
      return false;
    }
    await this.write(there, ROOT, 'POST', '/v2/group-requests/approve', { groupRequestIds: [this.id] });
    return true;
  }

  isRenamed(): Promise<Answer> {
    const name = `${oneOf(names)} ${oneOf(['', '', '2', 'again'])}`.trim();
    return this.write({ [`${this.label}.name`]: name }, this.owner, 'PATCH', this.path(), { group: { name } });
  }

  becomes(privacyStatus: 'PUBLIC' | 'SECRET', waiting: readonly string[]): Promise<Answer> {
    const places = waiting.map((person) => [this.place(person), ['PENDING', settled[privacyStatus]]] as const);
    const outcomes = { [`${this.label}.privacy`]: privacyStatus, ...Object.fromEntries(places) };
    return this.write(outcomes, this.owner, 'PATCH', this.path(), { group: { privacyStatus } });
  }

  /** `meanwhile`: what the group may be becoming at the same moment. */
  isAskedBy(person: string, meanwhile?: 'PUBLIC' | 'SECRET'): Promise<Answer> {
    const places = meanwhile ? ['PENDING', settled[meanwhile]] : 'PENDING';
    const refusals = meanwhile ? ['JOIN_DIRECTLY', 'GROUP_NOT_FOUND'] : [];
    return this.write({ [this.place(person)]: places }, person, 'POST', this.path('/join-requests'), {}, refusals);
  }

  approves(...memberIds: string[]): Promise<Answer> {
    const path = this.path('/join-requests/approve');
    return this.write(this.places(memberIds, 'MEMBER'), this.owner, 'POST', path, { memberIds });
  }

  rejects(...people: string[]): Promise<Answer> {
    const rejections = people.map((memberId) => ({ memberId }));
    const path = this.path('/join-requests/reject');
    return this.write(this.places(people, 'REJECTED'), this.owner, 'POST', path, { rejections });
  }

  isJoinedBy(person: string): Promise<Answer> {
    return this.write(this.places([person], 'MEMBER'), person, 'POST', this.path('/join'));
  }

  isLeftBy(person: string): Promise<Answer> {
    return this.write(this.places([person], NOTHING), person, 'POST', this.path('/leave'));
  }

  removes(by: string, person: string, refusals: readonly string[] = []): Promise<Answer> {
    const path = this.path(`/members?memberIds=${person}`);
    return this.write(this.places([person], NOTHING), by, 'DELETE', path, undefined, refusals);
  }

  makesAdmin(...memberIds: string[]): Promise<Answer> {
    const path = this.path('/roles/assign');
    return this.write(this.places(memberIds, 'ADMIN'), this.owner, 'POST', path, {
      memberIds,
      role: { value: 'ADMIN' },
    });
  }

  demotes(...memberIds: string[]): Promise<Answer> {
    const path = this.path('/roles/unassign');
    const role = { value: 'ADMIN' };
    return this.write(this.places(memberIds, 'MEMBER'), this.owner, 'POST', path, { memberIds, role });
  }

  /** After it nothing is left of anybody's place in it. */
  isDeleted(...people: string[]): Promise<Answer> {
    const { label } = this;
    const over = {
      [label]: NOTHING,
      [`${label}.name`]: NOTHING,
      [`${label}.privacy`]: NOTHING,
      ...this.places([this.owner, ...people], NOTHING),
    };
    return this.write(over, this.owner, 'DELETE', this.path());
  }

  surprise(what: string): void {
    this.crowd.ledger.surprises.push(`${this.label}: ${what}`);
  }

  private async write(
    outcomes: Readonly<Record<string, string | readonly string[]>>,
    who: string,
    method: string,
    path: string,
    body?: object,
    refusals?: readonly string[],
  ): Promise<Answer> {
    const call = () => this.crowd.caller.call(who, method, path, body);
    const answer = await this.crowd.ledger.write(outcomes, call, refusals);
    if (answer.body.failures) this.surprise(`${path}: ${JSON.stringify(answer.body.failures)}`);
    return answer;
  }

  private path(rest = ''): string {
    return `/v2/groups/${this.id}${rest}`;
  }

  private place(person: string): string {
    return `${this.label}/${person}`;
  }

  private places(people: readonly string[], place: string): Record<string, string> {
    return Object.fromEntries(people.map((person) => [this.place(person), place]));
  }
}

/** What becomes of those who wait in a group that is not asked any more. */
const settled = { PUBLIC: 'MEMBER', SECRET: 'REJECTED' } as const;
