import type { Position } from '@app/kernel';
import type { Stage } from './playing';

type Fact = 'waits' | 'invited' | 'belongs' | 'banned' | 'asked for' | 'there';
/** What each event makes so, or no longer so. */
const meaning: Readonly<Record<string, readonly [Fact, boolean]>> = {
  JoinRequested: ['waits', true],
  JoinRequestApproved: ['waits', false],
  JoinRequestRejected: ['waits', false],
  JoinRequestCanceled: ['waits', false],
  MemberInvited: ['invited', true],
  InvitationAccepted: ['invited', false],
  InvitationDeclined: ['invited', false],
  InvitationRevoked: ['invited', false],
  MemberJoined: ['belongs', true],
  MemberLeft: ['belongs', false],
  MemberRemoved: ['belongs', false],
  MemberBanned: ['banned', true],
  BanLifted: ['banned', false],
  CreateRequestSubmitted: ['asked for', true],
  CreateRequestApproved: ['asked for', false],
  CreateRequestRejected: ['asked for', false],
  CreateRequestCanceled: ['asked for', false],
  GroupCreated: ['there', true],
  GroupDeleted: ['there', false],
};

/** Events of a story that say what was so already: a request that was decided before, a member who joined twice. */
export async function contradictionsIn({ events, siteId }: Stage, after: Position | null): Promise<string[]> {
  const facts = new Map<string, Set<Fact>>();
  const found: string[] = [];
  for (let from = after; ;) {
    const page = await events.readAll(from === null ? {} : { after: from });
    for (const { type, stream, metadata, position } of page) {
      from = position;
      const [fact, isSo] = meaning[type] ?? [];
      if (fact === undefined || metadata.siteId !== siteId) continue;
      const now = facts.get(stream) ?? new Set<Fact>();
      facts.set(stream, now);
      if (now.has(fact) === isSo) found.push(`${type} in ${stream}`);
      if (isSo) now.add(fact);
      else now.delete(fact);
      if (type === 'MemberJoined') now.delete('invited');
    }
    if (page.length === 0) return found;
  }
}
