import type { Recorded } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { Injectable } from '@nestjs/common';
import type { GroupId, MemberId } from '../domain/ids';
import { pendingCreateRequestsOf } from '../views/pending-create-requests';
import { Views } from '../views/views';
import { groupStream } from '../domain/group/group.state';
import { personStream } from '../domain/site-member/site-member.state';
import { Decider } from '@app/decider';
import type { PolicyFound, PolicyQuery } from './policy-requests';

type Participation = { readonly groupId: GroupId; readonly memberId: MemberId };
type Chunks = AsyncIterable<readonly PolicyFound[]>;

/** So many participations of one person are worked on concurrently: few, so that others get their turn in between. */
const aFew = { sort: [{ field: 'groupId', order: 'ASC' }], limit: 25 } as const;
const oldest = { sort: [{ field: 'createdDate', order: 'ASC' }] } as const;
const oldestRequests = { sort: [{ field: 'joinRequest.createdDate', order: 'ASC' }] } as const;
/** Usually somebody among the first of them takes the group. */
const longestStanding = { sort: [{ field: 'joinedDate', order: 'ASC' }], limit: 20 } as const;

/** Looks up what policies ask for, in chunks, in views that show their event already. */
@Injectable()
export class PolicyLookups {
  constructor(
    private readonly views: Views,
    private readonly decider: Decider,
  ) {}

  found(query: PolicyQuery, event: Recorded): Chunks {
    if ('pendingJoinRequests' in query) return this.pendingJoinRequests(query.pendingJoinRequests, event);
    if ('createRequestsOf' in query) return this.createRequestsOf(query.createRequestsOf, event);
    if ('participationsOf' in query) return this.participationsOf(query.participationsOf, event);
    return this.heirsOfEnded(query.heirsOfEnded, event);
  }

  private async *pendingJoinRequests(
    { groupId, judgedBefore }: { readonly groupId: GroupId; readonly judgedBefore: number },
    event: Recorded,
  ): Chunks {
    await this.views.waitForPosition(event.position, 'memberships');
    const filter: Filter = {
      all: [
        { field: 'groupId', is: 'eq', value: groupId },
        { field: 'joinRequest.status', is: 'eq', value: 'PENDING' },
        { field: 'joinRequest.groupRevision', is: 'lt', value: judgedBefore },
      ],
    };
    for await (const documents of this.views.all('memberships', event.metadata.siteId, filter, oldestRequests))
      yield documents.map(({ groupId, memberId }) => ({ groupId, memberId }));
  }

  private async *createRequestsOf({ memberId }: { readonly memberId: MemberId }, event: Recorded): Chunks {
    await this.views.waitForPosition(event.position, 'createRequests');
    for await (const documents of this.views.all(
      'createRequests',
      event.metadata.siteId,
      pendingCreateRequestsOf(memberId),
      oldest,
    ))
      yield documents.map(({ id }) => ({ groupId: id, memberId }));
  }

  private async *participationsOf({ memberId }: { readonly memberId: MemberId }, event: Recorded): Chunks {
    await this.views.waitForPosition(event.position, 'memberships');
    const { siteId } = event.metadata;
    const filter: Filter = {
      all: [
        { field: 'memberId', is: 'eq', value: memberId },
        {
          any: [
            { field: 'status', is: 'exists', value: true },
            { field: 'owner', is: 'eq', value: true },
            { field: 'invitation.createdDate', is: 'exists', value: true },
          ],
        },
      ],
    };
    for await (const documents of this.views.all('memberships', siteId, filter, aFew)) {
      yield documents.filter(({ owner }) => !owner).map(({ groupId }) => ({ groupId, memberId }));
      let lines = documents.filter(({ owner }) => owner).map((participation) => this.heirs(siteId, participation));
      while (lines.length > 0) {
        const round = await Promise.all(lines.map((line) => line.next()));
        lines = lines.filter((_, n) => !round[n]!.done);
        yield round.flatMap((next) => (next.done ? [] : [next.value]));
      }
    }
  }

  /** Nothing is found as long as the account has not ended. */
  private async *heirsOfEnded(participation: Participation, event: Recorded): Chunks {
    const { siteId } = event.metadata;
    const { person } = await this.decider.on({ person: personStream(siteId, participation.memberId) }).load();
    if (!person.ended) return;
    await this.views.waitForPosition(event.position, 'memberships');
    for await (const found of this.heirs(siteId, participation)) yield [found];
  }

  /** The other members of a group, the longest-standing first, a few at a time until one of them has taken it. */
  private async *heirs(siteId: string, { groupId, memberId }: Participation): AsyncGenerator<PolicyFound, void> {
    const others: Filter = {
      all: [
        { field: 'groupId', is: 'eq', value: groupId },
        { field: 'status', is: 'eq', value: 'JOINED' },
        { field: 'memberId', is: 'ne', value: memberId },
      ],
    };
    for await (const documents of this.views.all('memberships', siteId, others, longestStanding)) {
      const areAll = documents.length < longestStanding.limit;
      yield { groupId, memberId, heirs: { memberIds: documents.map((heir) => heir.memberId), areAll } };
      if (areAll || !(await this.owns(siteId, groupId, memberId))) return;
    }
    yield { groupId, memberId, heirs: { memberIds: [], areAll: true } };
  }

  private async owns(siteId: string, groupId: GroupId, memberId: MemberId): Promise<boolean> {
    return (await this.decider.on({ group: groupStream(siteId, groupId) }).load()).group.ownerId === memberId;
  }
}
