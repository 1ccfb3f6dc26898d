import { accept, refuse } from '@app/kernel';
import { memberInvited, memberJoined } from '../membership/membership.examples';
import { mira, ravi, tomo } from '../people.examples';
import { OpenInvitations } from './open-invitations';

const told = (invitations: OpenInvitations): number => {
  let open = NaN;
  invitations.deciding('somebody', (count) => {
    open = count;
    return accept();
  });
  return open;
};

describe('the open invitations of a group, during a bulk call', () => {
  it('are those from before and those that the call makes', () => {
    const invitations = new OpenInvitations(7);
    expect(told(invitations)).toBe(7);
    for (const who of [mira, ravi]) invitations.deciding(who.memberId, () => accept(memberInvited(who)));
    expect(told(invitations)).toBe(9);
  });
  it('are no more after what invites nobody', () => {
    const invitations = new OpenInvitations(7);
    invitations.deciding(mira.memberId, () => accept());
    invitations.deciding(ravi.memberId, () => accept(memberJoined(ravi)));
    invitations.deciding(tomo.memberId, () => refuse('BANNED'));
    expect(told(invitations)).toBe(7);
  });
  it('count one person once, by what was decided last', () => {
    const invitations = new OpenInvitations(7);
    const seen: number[] = [];
    for (const decision of [accept(memberInvited(mira)), accept(memberInvited(mira)), refuse('BANNED')])
      invitations.deciding(mira.memberId, (open) => {
        seen.push(open);
        return decision;
      });
    expect([...seen, told(invitations)]).toEqual([7, 7, 7, 7]);
  });
  it('gives the decision on', () => {
    const decision = accept(memberInvited(mira));
    expect(new OpenInvitations(0).deciding(mira.memberId, () => decision)).toBe(decision);
  });
});
