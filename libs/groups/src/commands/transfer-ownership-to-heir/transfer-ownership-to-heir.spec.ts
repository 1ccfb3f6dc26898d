import { Decider } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { accept, type Event } from '@app/kernel';
import type { GroupEvent } from '../../domain/group/group.events';
import { groupFold, groupStream } from '../../domain/group/group.state';
import { membershipStream } from '../../domain/membership/membership.state';
import { personStream } from '../../domain/site-member/site-member.state';
import {
  createRequestSubmitted,
  groupCreated,
  groupDeleted,
  groupId,
  groupOwnershipTransferred,
  roleAssigned,
  roleUnassigned,
} from '../../testing/group.examples';
import { stateAfter } from '../../testing/history';
import {
  adminNominated,
  memberBanned,
  memberJoined,
  memberLeft,
  memberRemoved,
} from '../../testing/membership.examples';
import {
  mira,
  olga,
  type Person,
  policies,
  ravi,
  settingsWithUnknown,
  siteId,
  tomo,
} from '../../testing/people.examples';
import { scenarioOf, type States } from '../../testing/scenario';
import { siteMemberAccountEnded } from '../../testing/site-member.examples';
import { TransferOwnershipToHeirCommand, TransferOwnershipToHeirHandler } from './transfer-ownership-to-heir.command';
import { nextHeir, nominateHeir, transferOwnershipToHeir } from './transfer-ownership-to-heir.decision';

type When = Parameters<typeof transferOwnershipToHeir>[0];
const scenario = scenarioOf((when: When, states: States) =>
  transferOwnershipToHeir(when, { ...states, heir: states.creator }),
);
const heirsOf = (...heirs: readonly Person[]) => ({ memberIds: heirs.map(({ memberId }) => memberId), areAll: true });
const owned = { groupId, memberId: olga.memberId };
const toTomo: When = { ...owned, heirs: heirsOf(tomo), heirId: tomo.memberId, passedOver: new Set() };
const group = [groupCreated()];
const person = [siteMemberAccountEnded(olga)];
const joined = [memberJoined(tomo)];
const targetMembership = [...joined, adminNominated(tomo)];
const transferred = (to: Person | null) => [groupOwnershipTransferred(olga, to, 'ACCOUNT_ENDED')];

describe('transfer ownership to an heir', () => {
  it('transfers to the next heir', () =>
    scenario({ given: { group, person, targetMembership }, when: toTomo, then: transferred(tomo) }));
  it('transfers to nobody without heirs', () =>
    scenario({
      given: { group, person },
      when: { ...owned, heirs: heirsOf(), heirId: undefined, passedOver: new Set() },
      then: transferred(null),
    }));
  it('appends no event while there are more heirs to try', () =>
    scenario({
      given: { group, person },
      when: {
        ...owned,
        heirs: { memberIds: ['tomo'], areAll: false },
        heirId: undefined,
        passedOver: new Set(['tomo']),
      },
      then: [],
    }));

  it.each([
    ['an account that has not ended', { group, targetMembership }],
    [
      'somebody who does not own the group',
      { group: [...group, groupOwnershipTransferred(olga, mira)], person, targetMembership },
    ],
    ['a group without an owner', { group: [...group, ...transferred(null)], person, targetMembership }],
    ['a deleted group', { group: [...group, groupDeleted()], person, targetMembership }],
    ['a request to create a group', { group: [createRequestSubmitted()], person }],
  ] as const)('appends no event for %s', (_, given) => scenario({ given, when: toTomo, then: [] }));

  it.each([
    ['has no membership', { group, person }],
    ['left', { group, person, targetMembership: [...targetMembership, memberLeft(tomo)] }],
    ['was banned', { group, person, targetMembership: [...targetMembership, memberRemoved(tomo), memberBanned(tomo)] }],
    ['ended their account too', { group, person, targetMembership, creator: [siteMemberAccountEnded(tomo)] }],
  ] as const)('is refused for an heir who %s', (_, given) => scenario({ given, when: toTomo, refused: 'CANNOT_OWN' }));
  it('is refused for a departed admin whose membership has not ended yet', () =>
    scenario({
      given: { targetMembership, person, group: [...group, roleAssigned(tomo), roleUnassigned(tomo, 'REMOVED')] },
      when: toTomo,
      refused: 'CANNOT_OWN',
    }));
  it('refuses NOT_NEXT when somebody became an admin in between', () =>
    scenario({
      given: { group: [...group, roleAssigned(mira)], person, targetMembership },
      when: toTomo,
      refused: 'NOT_NEXT',
    }));
  it('refuses NOT_NEXT for nobody when there is an heir now', () =>
    scenario({
      given: { group: [...group, roleAssigned(mira)], person },
      when: { ...owned, heirs: heirsOf(), heirId: undefined, passedOver: new Set() },
      refused: 'NOT_NEXT',
    }));
});

describe('transfer ownership to an heir, first step: the nomination', () => {
  const firstStep = scenarioOf((request: When, states: States) =>
    nominateHeir(request, { ...states, heir: states.creator }),
  );
  it('nominates the heir', () => {
    firstStep({ given: { group, person, targetMembership: joined }, when: toTomo, then: [adminNominated(tomo)] });
    scenario({ given: { group, person, targetMembership: joined }, when: toTomo, refused: 'START_OVER' });
  });
  it('appends no event where nothing is to transfer, and for somebody nominated before', () => {
    firstStep({ given: { group, targetMembership: joined }, when: toTomo, then: [] });
    firstStep({ given: { group, person, targetMembership }, when: toTomo, then: [] });
  });
  it('is refused like the second step', () =>
    firstStep({ given: { group, person }, when: toTomo, refused: 'CANNOT_OWN' }));
});

describe('the next heir', () => {
  const after = (...events: readonly GroupEvent[]) => stateAfter(groupFold, groupCreated(), ...events);
  const next = (state: ReturnType<typeof after>, heirs: readonly Person[], ...passedOver: string[]) =>
    nextHeir(state, { ...owned, heirs: heirsOf(...heirs) }, new Set(passedOver));

  it('is an admin, in the order in which they got the role', () => {
    const state = after(roleAssigned(ravi), roleAssigned(mira));
    expect(next(state, [tomo])).toBe('ravi');
    expect(next(state, [tomo], 'ravi')).toBe('mira');
    expect(next(state, [tomo], 'ravi', 'mira')).toBe('tomo');
    expect(next(state, [tomo], 'ravi', 'mira', 'tomo')).toBeUndefined();
  });
  it('uses the latest time at which an admin got the role', () =>
    expect(next(after(roleAssigned(ravi), roleAssigned(mira), roleUnassigned(ravi), roleAssigned(ravi)), [])).toBe(
      'mira',
    ));
  it('includes a former owner, from the creation of the group', () => {
    const state = after(roleAssigned(ravi), groupOwnershipTransferred(olga, mira));
    expect(nextHeir(state, { memberId: 'mira', heirs: heirsOf() }, new Set())).toBe('olga');
  });
});

describe('the handler', () => {
  let decider: Decider;
  beforeEach(() => (decider = new Decider(new InMemoryEventStore())));
  const append = async (stream: 'group' | 'membership' | 'person', who: Person, ...events: Event[]) => {
    const target =
      stream === 'group'
        ? groupStream(siteId, groupId)
        : stream === 'person'
          ? personStream(siteId, who.memberId)
          : membershipStream(siteId, groupId, who.memberId);
    const metadata = { commandId: crypto.randomUUID(), correlationId: 'before', depth: 0 };
    await decider.on({ target }).decide('target', () => accept(...events), { caller: olga, metadata });
  };
  const ownerAfterTransfer = async (...heirs: readonly Person[]) => {
    const command = new TransferOwnershipToHeirCommand({ ...owned, heirs: heirsOf(...heirs) }, policies);
    await new TransferOwnershipToHeirHandler(decider, settingsWithUnknown('PUBLIC')).execute(command);
    return (await decider.on({ group: groupStream(siteId, groupId) }).load()).group.ownerId;
  };

  it('transfers to the first heir who belongs and has an account', async () => {
    await append('group', olga, groupCreated(), roleAssigned(mira));
    await append('person', olga, siteMemberAccountEnded(olga));
    for (const who of [mira, ravi, tomo]) await append('membership', who, memberJoined(who));
    await append('person', mira, siteMemberAccountEnded(mira));
    await append('membership', ravi, memberLeft(ravi));
    expect(await ownerAfterTransfer(mira, ravi, tomo)).toBe('tomo');
  });
  it('transfers to nobody when no heir can own the group', async () => {
    await append('group', olga, groupCreated(), roleAssigned(mira));
    await append('person', olga, siteMemberAccountEnded(olga));
    expect(await ownerAfterTransfer(mira, ravi, tomo)).toBeNull();
  });
});
