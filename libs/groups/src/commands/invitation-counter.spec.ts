import { accept, refuse } from '@app/kernel';
import { memberInvited, memberJoined } from '../testing/membership.examples';
import { mira, ravi, tomo } from '../testing/people.examples';
import { InvitationCounter } from './invitation-counter';

const counted = (counter: InvitationCounter): number => {
  let others = NaN;
  counter.decide('somebody', (invitedOthers) => {
    others = invitedOthers;
    return accept();
  });
  return others;
};

describe('the invitation counter', () => {
  it('counts invitations', () => {
    const counter = new InvitationCounter();
    expect(counted(counter)).toBe(0);
    for (const who of [mira, ravi]) counter.decide(who.memberId, () => accept(memberInvited(who)));
    expect(counted(counter)).toBe(2);
  });
  it('does not count people who were added, refused, or invited before', () => {
    const counter = new InvitationCounter();
    counter.decide(mira.memberId, () => accept());
    counter.decide(ravi.memberId, () => accept(memberJoined(ravi)));
    counter.decide(tomo.memberId, () => refuse('BANNED'));
    expect(counted(counter)).toBe(0);
  });
  it('counts a person once, by the last decision', () => {
    const counter = new InvitationCounter();
    const counts: number[] = [];
    for (const decision of [accept(memberInvited(mira)), accept(memberInvited(mira)), refuse('BANNED')])
      counter.decide(mira.memberId, (invitedOthers) => {
        counts.push(invitedOthers);
        return decision;
      });
    expect([...counts, counted(counter)]).toEqual([0, 0, 0, 0]);
  });
  it('does not change the decision', () => {
    const decision = accept(memberInvited(mira));
    expect(new InvitationCounter().decide(mira.memberId, () => decision)).toBe(decision);
  });
});
