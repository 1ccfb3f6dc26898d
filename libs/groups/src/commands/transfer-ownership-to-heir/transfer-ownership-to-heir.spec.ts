import { Decider } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { accept, type Event } from '@app/kernel';
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
import type { GroupEvent } from '../../domain/group/group.events';
import { groupFold } from '../../domain/group/group.state';
import { memberBanned, memberJoined, memberLeft, memberRemoved } from '../../testing/membership.examples';
import {
  mira,
  olga,
  type Person,
  policies,
  ravi,
  siteId,
  tomo,
  settingsWithUnknown,
} from '../../testing/people.examples';
import { scenarioOf, type States } from '../../testing/scenario';
import { siteMemberAccountEnded } from '../../testing/site-member.examples';
import { groupStream } from '../../domain/group/group.state';
import { membershipStream } from '../../domain/membership/membership.state';
import { personStream } from '../../domain/site-member/site-member.state';
import { nextHeir, transferOwnershipToHeir } from './transfer-ownership-to-heir.decision';
import { TransferOwnershipToHeirCommand, TransferOwnershipToHeirHandler } from './transfer-ownership-to-heir.command';

type When = Parameters<typeof transferOwnershipToHeir>[0];
const scenario = scenarioOf((when: When, on: States) => transferOwnershipToHeir(when, { ...on, heir: on.creator }));
const line = (...heirs: readonly Person[]) => ({ memberIds: heirs.map(({ memberId }) => memberId), areAll: true });
const owned = { groupId, memberId: olga.memberId };
const toTomo: When = { ...owned, heirs: line(tomo), heirId: tomo.memberId, passedOver: new Set() };
const group = [groupCreated()];
const person = [siteMemberAccountEnded(olga)];
const targetMembership = [memberJoined(tomo)];
const passed = (to: Person | null) => [groupOwnershipTransferred(olga, to, 'ACCOUNT_ENDED')];

describe('pass ownership on', () => {
  it('to the next in line', () =>
    scenario({ given: { group, person, targetMembership }, when: toTomo, then: passed(tomo) }));
  it('to nobody, when there is nobody', () =>
    scenario({
      given: { group, person },
      when: { ...owned, heirs: line(), heirId: undefined, passedOver: new Set() },
      then: passed(null),
    }));
  it('waits for the rest of the line before it says that there is nobody', () =>
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
      'somebody who does not own it',
      { group: [...group, groupOwnershipTransferred(olga, mira)], person, targetMembership },
    ],
    ['nobody’s group', { group: [...group, ...passed(null)], person, targetMembership }],
    ['a deleted group', { group: [...group, groupDeleted()], person, targetMembership }],
    ['a request to create a group', { group: [createRequestSubmitted()], person }],
  ] as const)('takes nothing from %s', (_, given) => scenario({ given, when: toTomo, then: [] }));

  it.each([
    ['has no membership', { group, person }],
    ['left', { group, person, targetMembership: [...targetMembership, memberLeft(tomo)] }],
    ['was banned', { group, person, targetMembership: [...targetMembership, memberRemoved(tomo), memberBanned(tomo)] }],
    ['ended their account too', { group, person, targetMembership, creator: [siteMemberAccountEnded(tomo)] }],
  ] as const)('is refused for an heir who %s', (_, given) => scenario({ given, when: toTomo, refused: 'CANNOT_OWN' }));
  it('is refused for an heir whom the group has let go, though the membership still stands', () =>
    scenario({
      given: { targetMembership, person, group: [...group, roleAssigned(tomo), roleUnassigned(tomo, 'REMOVED')] },
      when: toTomo,
      refused: 'CANNOT_OWN',
    }));
  it('is refused when somebody became an admin meanwhile, who comes first', () =>
    scenario({
      given: { group: [...group, roleAssigned(mira)], person, targetMembership },
      when: toTomo,
      refused: 'NOT_NEXT',
    }));
  it('is refused to nobody when there is somebody meanwhile', () =>
    scenario({
      given: { group: [...group, roleAssigned(mira)], person },
      when: { ...owned, heirs: line(), heirId: undefined, passedOver: new Set() },
      refused: 'NOT_NEXT',
    }));
});

describe('the line', () => {
  const after = (...events: readonly GroupEvent[]) => stateAfter(groupFold, groupCreated(), ...events);
  const next = (state: ReturnType<typeof after>, heirs: readonly Person[], ...over: string[]) =>
    nextHeir(state, { ...owned, heirs: line(...heirs) }, new Set(over));

  it('begins with admins in the order in which they became that', () => {
    const state = after(roleAssigned(ravi), roleAssigned(mira));
    expect(next(state, [tomo])).toBe('ravi');
    expect(next(state, [tomo], 'ravi')).toBe('mira');
    expect(next(state, [tomo], 'ravi', 'mira')).toBe('tomo');
    expect(next(state, [tomo], 'ravi', 'mira', 'tomo')).toBeUndefined();
  });
  it('counts an admin anew who was none in between', () =>
    expect(next(after(roleAssigned(ravi), roleAssigned(mira), roleUnassigned(ravi), roleAssigned(ravi)), [])).toBe(
      'mira',
    ));
  it('counts a former owner from the founding on', () => {
    const state = after(roleAssigned(ravi), groupOwnershipTransferred(olga, mira));
    expect(nextHeir(state, { memberId: 'mira', heirs: line() }, new Set())).toBe('olga');
  });
});

describe('walking down the line', () => {
  let decider: Decider;
  beforeEach(() => (decider = new Decider(new InMemoryEventStore())));
  const happened = async (stream: 'group' | 'membership' | 'person', who: Person, ...events: Event[]) => {
    const target =
      stream === 'group'
        ? groupStream(siteId, groupId)
        : stream === 'person'
          ? personStream(siteId, who.memberId)
          : membershipStream(siteId, groupId, who.memberId);
    const metadata = { commandId: crypto.randomUUID(), correlationId: 'before', depth: 0 };
    await decider.on({ target }).decide('target', () => accept(...events), { caller: olga, metadata });
  };
  const passesOn = async (...heirs: readonly Person[]) => {
    const command = new TransferOwnershipToHeirCommand({ ...owned, heirs: line(...heirs) }, policies);
    await new TransferOwnershipToHeirHandler(decider, settingsWithUnknown('PUBLIC')).execute(command);
    return (await decider.on({ group: groupStream(siteId, groupId) }).load()).group.ownerId;
  };

  it('stops at the first who belongs and has an account', async () => {
    await happened('group', olga, groupCreated(), roleAssigned(mira));
    await happened('person', olga, siteMemberAccountEnded(olga));
    for (const who of [mira, ravi, tomo]) await happened('membership', who, memberJoined(who));
    await happened('person', mira, siteMemberAccountEnded(mira));
    await happened('membership', ravi, memberLeft(ravi));
    expect(await passesOn(mira, ravi, tomo)).toBe('tomo');
  });
  it('ends with nobody when all have gone', async () => {
    await happened('group', olga, groupCreated(), roleAssigned(mira));
    await happened('person', olga, siteMemberAccountEnded(olga));
    expect(await passesOn(mira, ravi, tomo)).toBeNull();
  });
});
