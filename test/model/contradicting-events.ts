import type { Position } from '@app/kernel';
import type { SystemUnderTest } from './run-sequences';

type Fact = 'requested' | 'invited' | 'member' | 'banned' | 'creation requested' | 'group exists';
/** The fact that each event makes true or false. */
const effects: Readonly<Record<string, readonly [Fact, boolean]>> = {
  JoinRequested: ['requested', true],
  JoinRequestApproved: ['requested', false],
  JoinRequestRejected: ['requested', false],
  JoinRequestCanceled: ['requested', false],
  MemberInvited: ['invited', true],
  InvitationAccepted: ['invited', false],
  InvitationDeclined: ['invited', false],
  InvitationRevoked: ['invited', false],
  MemberJoined: ['member', true],
  MemberLeft: ['member', false],
  MemberRemoved: ['member', false],
  MemberBanned: ['banned', true],
  BanLifted: ['banned', false],
  CreateRequestSubmitted: ['creation requested', true],
  CreateRequestApproved: ['creation requested', false],
  CreateRequestRejected: ['creation requested', false],
  CreateRequestCanceled: ['creation requested', false],
  GroupCreated: ['group exists', true],
  GroupDeleted: ['group exists', false],
};

/** Events that make a fact true or false that was so already: a request decided twice, a member who joined twice. */
export async function contradictingEvents(
  { events, siteId }: SystemUnderTest,
  after: Position | null,
): Promise<string[]> {
  const facts = new Map<string, Set<Fact>>();
  const found: string[] = [];
  for (let from = after; ;) {
    const page = await events.readAll(from === null ? {} : { after: from });
    for (const { type, stream, metadata, position } of page) {
      from = position;
      const [fact, isTrue] = effects[type] ?? [];
      if (fact === undefined || metadata.siteId !== siteId) continue;
      const now = facts.get(stream) ?? new Set<Fact>();
      facts.set(stream, now);
      if (now.has(fact) === isTrue) found.push(`${type} in ${stream}`);
      if (isTrue) now.add(fact);
      else now.delete(fact);
      if (type === 'MemberJoined') now.delete('invited');
    }
    if (page.length === 0) return found;
  }
}
