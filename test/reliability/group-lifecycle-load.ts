import { NoResponse, ROOT, type SiteClient, type SiteResponse } from '../support/site-client';
import { ABSENT, ExpectedState } from './expected-state';

export type CreationPolicy = 'ALL_MEMBERS' | 'MEMBERS_WITH_APPROVAL';
type Privacy = 'PUBLIC' | 'PRIVATE' | 'SECRET';

/** Few names for many groups, so that they compete for slugs. */
const names = ['Yoga', 'Chess', 'Yoga at noon', 'Бег', '???'];
const oneOf = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)]!;
const WORKERS = 6;

/**
 * Load generator for a service that is going to be killed or stopped: workers take groups through their lives side by
 * side until no response comes any more, and keep what has to be true afterwards.
 */
export class GroupLifecycleLoad {
  readonly expected = new ExpectedState();
  /** Everybody who took part in a group. */
  readonly people: string[] = [];
  private groups = 0;

  constructor(
    readonly client: SiteClient,
    readonly policy: CreationPolicy,
  ) {}

  /** Ends when the service has ended. */
  async run(): Promise<void> {
    try {
      const settings = { creationPolicy: this.policy };
      await this.expected.write({ policy: this.policy }, () =>
        this.client.callUntilAvailable(ROOT, 'PATCH', '/v2/settings', { settings }),
      );
      await Promise.all(Array.from({ length: WORKERS }, () => this.work()));
    } catch (error) {
      if (!(error instanceof NoResponse)) throw error;
    }
  }

  private async work(): Promise<void> {
    for (;;) {
      const life = oneOf([approvals, privacyChange, competingAppends]);
      await life(async (privacy, ...members) => {
        const label = `g${++this.groups}`;
        const [owner, ...others] = [`${label}-owner`, ...members.map((name) => `${label}-${name}`)];
        this.people.push(owner, ...others);
        const group = new LoadedGroup(this, label, owner);
        return (await group.isCreated(privacy)) ? { group, people: others } : null;
      });
    }
  }
}

type Create = (
  privacy: Privacy,
  ...members: readonly string[]
) => Promise<{ group: LoadedGroup; people: string[] } | null>;

/** People ask and are approved or rejected, one of them becomes an admin, and they leave or are removed. */
async function approvals(create: Create): Promise<void> {
  const created = await create('PRIVATE', 'ann', 'bob', 'cid', 'dan');
  if (!created) return;
  const { group, people } = created;
  const [ann, bob, cid, dan] = people as [string, string, string, string];
  await all(people.map((person) => group.isAskedBy(person)));
  await all([group.approves(ann, bob, cid), group.rejects(dan), group.isRenamed()]);
  await group.makesAdmin(ann);
  await all([group.isLeftBy(bob), group.removes(ann, cid), group.isAskedBy(dan), group.isRenamed()]);
  await all([group.removes(group.owner, ann), group.isRenamed()]);
  if (oneOf([true, false])) await group.isDeleted(ann, bob, cid, dan);
}

/** A private group becomes public or secret while people ask to join. */
async function privacyChange(create: Create): Promise<void> {
  const created = await create('PRIVATE', 'ann', 'bob', 'cid', 'late1', 'late2');
  if (!created) return;
  const { group, people } = created;
  const to = oneOf(['PUBLIC', 'SECRET'] as const);
  await all(people.slice(0, 3).map((person) => group.isAskedBy(person)));
  await all([
    group.becomes(to, people.slice(0, 3)),
    ...people.slice(3).map((person) => group.isAskedBy(person, to)),
    group.isRenamed(),
  ]);
}

/** Two admins remove each other at the same moment, while others leave and join. */
async function competingAppends(create: Create): Promise<void> {
  const created = await create('PUBLIC', 'ann', 'bob', 'cid', 'dan');
  if (!created) return;
  const { group, people } = created;
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
  if (winners !== 1) group.reportUnexpected(`of two admins who remove each other ${winners} succeeded`);
  const winner = first.status === 200 ? ann : bob;
  await all([group.demotes(winner), group.isJoinedBy(cid), group.isRenamed()]);
  await all([group.isLeftBy(winner), group.isRenamed()]);
  if (oneOf([true, false, false])) await group.isDeleted(ann, bob, cid, dan);
}

/** Like `Promise.all`, but waits for all of them also when one fails: no call is left behind. */
async function all<T extends readonly Promise<SiteResponse>[] | []>(
  calls: T,
): Promise<{ [N in keyof T]: SiteResponse }> {
  const settled = await Promise.allSettled(calls);
  for (const result of settled) if (result.status === 'rejected') throw result.reason;
  return settled.map((result) => (result as PromiseFulfilledResult<SiteResponse>).value) as {
    [N in keyof T]: SiteResponse;
  };
}

/**
 * One group of the load. It is known by its label, which is its teaser: its id is not known at first and its name changes.
 * Items of the expected state: `g1` (is there such a group?), `g1.name`, `g1.privacy`, `g1/<member>` (their participation).
 */
class LoadedGroup {
  private id = '';

  constructor(
    private readonly load: GroupLifecycleLoad,
    private readonly label: string,
    readonly owner: string,
  ) {}

  async isCreated(privacyStatus: Privacy): Promise<boolean> {
    const { label } = this;
    const name = oneOf(names);
    const group = { name, privacyStatus, teaser: label };
    const there = {
      [label]: 'there',
      [`${label}.name`]: name,
      [`${label}.privacy`]: privacyStatus,
      [this.item(this.owner)]: 'ADMIN',
    };
    const direct = this.load.policy === 'ALL_MEMBERS';
    const { body } = await this.write(direct ? there : { [label]: 'requested' }, this.owner, 'POST', '/v2/groups', {
      group,
    });
    this.id = body.group?.id;
    if (direct) return true;
    if (oneOf([true, false, false, false])) {
      const rejections = [{ groupRequestId: this.id, reason: 'Enough of these.' }];
      await this.write({ [label]: 'rejected' }, ROOT, 'POST', '/v2/group-requests/reject', { rejections });
      return false;
    }
    await this.write(there, ROOT, 'POST', '/v2/group-requests/approve', { groupRequestIds: [this.id] });
    return true;
  }

  isRenamed(): Promise<SiteResponse> {
    const name = `${oneOf(names)} ${oneOf(['', '', '2', 'again'])}`.trim();
    return this.write({ [`${this.label}.name`]: name }, this.owner, 'PATCH', this.path(), { group: { name } });
  }

  becomes(privacyStatus: 'PUBLIC' | 'SECRET', waiting: readonly string[]): Promise<SiteResponse> {
    const items = waiting.map((person) => [this.item(person), ['PENDING', settled[privacyStatus]]] as const);
    const values = { [`${this.label}.privacy`]: privacyStatus, ...Object.fromEntries(items) };
    return this.write(values, this.owner, 'PATCH', this.path(), { group: { privacyStatus } });
  }

  /** `meanwhile`: what the group may be becoming at the same moment. */
  isAskedBy(person: string, meanwhile?: 'PUBLIC' | 'SECRET'): Promise<SiteResponse> {
    const items = meanwhile ? ['PENDING', settled[meanwhile]] : 'PENDING';
    const refusals = meanwhile ? ['JOIN_DIRECTLY', 'GROUP_NOT_FOUND'] : [];
    return this.write({ [this.item(person)]: items }, person, 'POST', this.path('/join-requests'), {}, refusals);
  }

  approves(...memberIds: string[]): Promise<SiteResponse> {
    const path = this.path('/join-requests/approve');
    return this.write(this.items(memberIds, 'MEMBER'), this.owner, 'POST', path, { memberIds });
  }

  rejects(...people: string[]): Promise<SiteResponse> {
    const rejections = people.map((memberId) => ({ memberId }));
    const path = this.path('/join-requests/reject');
    return this.write(this.items(people, 'REJECTED'), this.owner, 'POST', path, { rejections });
  }

  isJoinedBy(person: string): Promise<SiteResponse> {
    return this.write(this.items([person], 'MEMBER'), person, 'POST', this.path('/join'));
  }

  isLeftBy(person: string): Promise<SiteResponse> {
    return this.write(this.items([person], ABSENT), person, 'POST', this.path('/leave'));
  }

  removes(by: string, person: string, refusals: readonly string[] = []): Promise<SiteResponse> {
    const path = this.path(`/members?memberIds=${person}`);
    return this.write(this.items([person], ABSENT), by, 'DELETE', path, undefined, refusals);
  }

  makesAdmin(...memberIds: string[]): Promise<SiteResponse> {
    const path = this.path('/roles/assign');
    return this.write(this.items(memberIds, 'ADMIN'), this.owner, 'POST', path, {
      memberIds,
      role: { value: 'ADMIN' },
    });
  }

  demotes(...memberIds: string[]): Promise<SiteResponse> {
    const path = this.path('/roles/unassign');
    const role = { value: 'ADMIN' };
    return this.write(this.items(memberIds, 'MEMBER'), this.owner, 'POST', path, { memberIds, role });
  }

  /** After it nobody participates any more. */
  isDeleted(...people: string[]): Promise<SiteResponse> {
    const { label } = this;
    const over = {
      [label]: ABSENT,
      [`${label}.name`]: ABSENT,
      [`${label}.privacy`]: ABSENT,
      ...this.items([this.owner, ...people], ABSENT),
    };
    return this.write(over, this.owner, 'DELETE', this.path());
  }

  reportUnexpected(what: string): void {
    this.load.expected.unexpected.push(`${this.label}: ${what}`);
  }

  private async write(
    values: Readonly<Record<string, string | readonly string[]>>,
    who: string,
    method: string,
    path: string,
    body?: object,
    refusals?: readonly string[],
  ): Promise<SiteResponse> {
    const call = () => this.load.client.callUntilAvailable(who, method, path, body);
    const response = await this.load.expected.write(values, call, refusals);
    if (response.body.failures) this.reportUnexpected(`${path}: ${JSON.stringify(response.body.failures)}`);
    return response;
  }

  private path(rest = ''): string {
    return `/v2/groups/${this.id}${rest}`;
  }

  private item(person: string): string {
    return `${this.label}/${person}`;
  }

  private items(people: readonly string[], value: string): Record<string, string> {
    return Object.fromEntries(people.map((person) => [this.item(person), value]));
  }
}

/** What becomes of pending requests when a group takes none any more. */
const settled = { PUBLIC: 'MEMBER', SECRET: 'REJECTED' } as const;
