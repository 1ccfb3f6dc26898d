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

describe('the invitations that a bulk command makes', () => {
  it('are counted', () => {
    const counter = new InvitationCounter();
    expect(counted(counter)).toBe(0);
    for (const who of [mira, ravi]) counter.decide(who.memberId, () => accept(memberInvited(who)));
    expect(counted(counter)).toBe(2);
  });
  it('are not those who were added, refused, or invited before', () => {
    const counter = new InvitationCounter();
    counter.decide(mira.memberId, () => accept());
    counter.decide(ravi.memberId, () => accept(memberJoined(ravi)));
    counter.decide(tomo.memberId, () => refuse('BANNED'));
    expect(counted(counter)).toBe(0);
  });
  it('count a person once, by the last decision on them', () => {
    const counter = new InvitationCounter();
    const seen: number[] = [];
    for (const decision of [accept(memberInvited(mira)), accept(memberInvited(mira)), refuse('BANNED')])
      counter.decide(mira.memberId, (invitedOthers) => {
        seen.push(invitedOthers);
        return decision;
      });
    expect([...seen, counted(counter)]).toEqual([0, 0, 0, 0]);
  });
  it('leave the decision as it is', () => {
    const decision = accept(memberInvited(mira));
    expect(new InvitationCounter().decide(mira.memberId, () => decision)).toBe(decision);
  });
});
