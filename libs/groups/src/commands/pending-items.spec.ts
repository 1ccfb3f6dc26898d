import { accept, type Event, type Recorded, refuse } from '@app/kernel';
import { createRequestApproved, createRequestSubmitted, groupId } from '../testing/group.examples';
import { history } from '../testing/history';
import { invitationRevoked, memberInvited, memberJoined } from '../testing/membership.examples';
import { mira, ravi, siteId, tomo } from '../testing/people.examples';
import { type CountedDecision, createRequestsOf, invitationItem, invitationsTo, PendingItems } from './pending-items';

const key = invitationsTo(siteId, groupId);
const item = ({ memberId }: { memberId: string }) => invitationItem(groupId, memberId);

describe('pending items', () => {
  let pending: PendingItems;
  let record: (...events: Event[]) => Promise<void>;
  beforeEach(() => {
    pending = new PendingItems();
    const next = history();
    record = (...events) => pending.record(events.map((event): Recorded => next('stream', event)));
  });

  const countNow = (counted: CountedDecision): number => {
    let others = NaN;
    counted((n) => {
      others = n;
      return accept();
    });
    return others;
  };
  const count = (of = key, but = 'somebody') => pending.count(of, but, (counted) => Promise.resolve(countNow(counted)));

  it('are those that the view shows', async () => {
    expect(await count()).toBe(0);
    pending.show(key, [item(mira), item(ravi)], 5n);
    expect(await count()).toBe(2);
    expect(await count(key, item(ravi))).toBe(1);
    expect(await count(invitationsTo(siteId, 'chess'))).toBe(0);
  });
  it('are those that this process has added, whether the view shows them or not', async () => {
    await record(memberInvited(mira), memberInvited(ravi)); // at 1 and 2
    expect(await count()).toBe(2);
    pending.show(key, [item(mira)], 1n);
    expect(await count()).toBe(2);
    pending.show(key, [item(mira), item(ravi)], 1n); // it shows more than it is known to
    expect(await count()).toBe(2);
    pending.show(key, [item(mira), item(ravi), item(tomo)], 2n);
    expect(await count()).toBe(3);
  });
  it.each([
    ['an invitation that was revoked', invitationRevoked(mira)],
    ['an invitation of somebody who joined', memberJoined(mira)],
  ])('are not %s, though the view still shows it', async (_, event) => {
    await record(memberInvited(mira), memberInvited(ravi));
    pending.show(key, [item(mira), item(ravi)], 2n);
    await record(event); // at 3
    expect(await count()).toBe(1);
    pending.show(key, [item(mira), item(ravi)], 2n);
    expect(await count()).toBe(1);
    pending.show(key, [item(ravi)], 3n);
    expect(await count()).toBe(1);
  });
  it('are forgotten where they were not counted for longest, before there are too many of them', async () => {
    const items = Array.from({ length: 1000 }, (_, n) => `item-${n}`);
    for (let n = 0; n < 600; n++) pending.show(invitationsTo(siteId, `group-${n}`), items, 1n);
    expect(await count(invitationsTo(siteId, 'group-0'))).toBe(0);
    expect(await count(invitationsTo(siteId, 'group-599'))).toBe(1000);
  });
  it('count again what ended and began again', async () => {
    pending.show(key, [item(mira)], 0n);
    await record(invitationRevoked(mira), memberInvited(mira));
    expect(await count()).toBe(1);
    pending.show(key, [item(mira)], 2n);
    expect(await count()).toBe(1);
  });
  it('are not what another process has ended, once the view shows it', async () => {
    await record(memberInvited(mira));
    pending.show(key, [], 9n);
    expect(await count()).toBe(0);
  });
  it('are as the newest state of the view, when an older one comes late', async () => {
    pending.show(key, [item(mira), item(ravi)], 4n);
    pending.show(key, [item(mira)], 3n);
    pending.show(key, [], null);
    expect(await count()).toBe(2);
  });
  it('are requests to create a group too, until they are decided', async () => {
    const own = createRequestsOf(siteId, mira.memberId);
    await record(createRequestSubmitted(mira));
    expect(await count(own)).toBe(1);
    expect(await count(createRequestsOf(siteId, ravi.memberId))).toBe(0);
    await record(createRequestApproved());
    expect(await count(own)).toBe(0);
  });

  describe('while commands run', () => {
    const invite = (counted: CountedDecision, who = mira) =>
      counted((others) => (others < 2 ? accept(memberInvited(who)) : refuse('TOO_MANY_PENDING')));

    it('are also those that a command is about to add, until it is over', async () => {
      await pending.count(key, item(mira), async (counted) => {
        invite(counted);
        expect(await count()).toBe(1);
        expect(countNow(counted)).toBe(0); // itself does not count, and it has decided otherwise now
        expect(await count()).toBe(0);
        invite(counted);
      });
      expect(await count()).toBe(0);
    });
    it('are not those of a command that failed', async () => {
      const failing = pending.count(key, item(mira), (counted) => {
        invite(counted);
        return Promise.reject(new Error('no event store'));
      });
      await expect(failing).rejects.toThrow('no event store');
      expect(await count()).toBe(0);
    });
    it('are counted once, however many commands add the same', async () => {
      await pending.count(key, item(mira), (one) =>
        pending.count(key, item(mira), async (other) => {
          expect([invite(one).accepted, invite(other).accepted]).toEqual([true, true]);
          expect(await count()).toBe(1);
        }),
      );
    });
    it('never pass the limit', async () => {
      let accepted = 0;
      const invites = Array.from({ length: 20 }, (_, n) =>
        pending.count(key, `p${n}`, async (counted) => {
          await new Promise(setImmediate);
          const decision = invite(counted);
          await new Promise(setImmediate);
          if (!decision.accepted) return;
          accepted++;
          await record(memberInvited({ ...mira, memberId: `p${n}` }));
        }),
      );
      await Promise.all(invites);
      expect(accepted).toBe(2);
    });
  });

  it('are held in bounded memory', async () => {
    for (let n = 0; n < 10_001; n++) pending.show(`key ${n}`, ['one'], 1n);
    expect([await count('key 0'), await count('key 10000')]).toEqual([0, 1]);
  });
});
