import { Decider } from '@app/decider';
import { EventUnreadable } from '@app/event-store';
import type { Recorded } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { Injectable } from '@nestjs/common';
import { groupStream } from '../domain/group/group.state';
import type { GroupId, MemberId } from '../domain/ids';
import { personStream } from '../domain/site-member/site-member.state';
import { openInvitationsBy } from '../views/open-invitations';
import { pendingCreateRequestsOf } from '../views/pending-create-requests';
import { Views } from '../views/views';
import type { PolicyLookup, PolicyLookupResult } from './policy-requests';

type Participation = { readonly groupId: GroupId; readonly memberId: MemberId };
type Chunks = AsyncIterable<readonly PolicyLookupResult[]>;

/** A small limit, so that the commands for one person do not delay those for others. */
const participationsPage = { sort: [{ field: 'groupId', order: 'ASC' }], limit: 25 } as const;
const oldestFirst = { sort: [{ field: 'createdDate', order: 'ASC' }] } as const;
const oldestInvitationFirst = { sort: [{ field: 'invitation.createdDate', order: 'ASC' }], limit: 25 } as const;
/** A small limit: a group may have any number of pending requests, and a page is in memory until its commands are sent. */
const oldestRequestFirst = { sort: [{ field: 'joinRequest.createdDate', order: 'ASC' }], limit: 100 } as const;
/** A small limit: usually one of the first can become the owner. */
const longestStandingFirst = { sort: [{ field: 'joinedDate', order: 'ASC' }], limit: 20 } as const;

/** Runs the lookups of policies. Waits until the view shows the event, and yields the results in chunks. */
@Injectable()
export class PolicyLookups {
  constructor(
    private readonly views: Views,
    private readonly decider: Decider,
  ) {}

  lookUp(lookup: PolicyLookup, event: Recorded): Chunks {
    if ('pendingJoinRequests' in lookup) return this.pendingJoinRequests(lookup.pendingJoinRequests, event);
    if ('createRequestsOf' in lookup) return this.createRequestsOf(lookup.createRequestsOf, event);
    if ('participationsOf' in lookup) return this.participationsOf(lookup.participationsOf, event);
    if ('openInvitationsBy' in lookup) return this.openInvitationsBy(lookup.openInvitationsBy, event);
    return this.heirsOfEndedAccount(lookup.heirsOfEndedAccount, event);
  }

  private async *pendingJoinRequests(
    { groupId, beforeRevision }: { readonly groupId: GroupId; readonly beforeRevision: number },
    event: Recorded,
  ): Chunks {
    await this.views.waitForPosition(event.position, 'memberships');
    const filter: Filter = {
      all: [
        { field: 'groupId', is: 'eq', value: groupId },
        { field: 'joinRequest.status', is: 'eq', value: 'PENDING' },
        { field: 'joinRequest.groupRevision', is: 'lt', value: beforeRevision },
      ],
    };
    for await (const documents of this.views.all('memberships', event.metadata.siteId, filter, oldestRequestFirst))
      yield documents.map(({ groupId, memberId }) => ({ groupId, memberId }));
  }

  private async *createRequestsOf({ memberId }: { readonly memberId: MemberId }, event: Recorded): Chunks {
    await this.views.waitForPosition(event.position, 'createRequests');
    for await (const documents of this.views.all(
      'createRequests',
      event.metadata.siteId,
      pendingCreateRequestsOf(memberId),
      oldestFirst,
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
    for await (const documents of this.views.all('memberships', siteId, filter, participationsPage)) {
      yield documents.filter(({ owner }) => !owner).map(({ groupId }) => ({ groupId, memberId }));
      let generators = documents.filter(({ owner }) => owner).map((participation) => this.heirs(siteId, participation));
      while (generators.length > 0) {
        const round = await Promise.all(generators.map((heirs) => heirs.next()));
        generators = generators.filter((_, n) => !round[n]!.done);
        yield round.flatMap((next) => (next.done ? [] : [next.value]));
      }
    }
  }

  private async *openInvitationsBy({ groupId, memberId }: Participation, event: Recorded): Chunks {
    await this.views.waitForPosition(event.position, 'memberships');
    const filter = openInvitationsBy(groupId, memberId);
    for await (const documents of this.views.all('memberships', event.metadata.siteId, filter, oldestInvitationFirst))
      yield documents.map((invited) => ({ groupId, memberId: invited.memberId }));
  }

  /** Yields nothing if the account has not ended. */
  private async *heirsOfEndedAccount(participation: Participation, event: Recorded): Chunks {
    const { siteId } = event.metadata;
    const { person } = await this.decider.on({ person: personStream(siteId, participation.memberId) }).load();
    if (!person.ended) return;
    await this.views.waitForPosition(event.position, 'memberships');
    for await (const result of this.heirs(siteId, participation)) yield [result];
  }

  /** The other members of a group, the longest-standing first, one page after the other until one of them owns the group. */
  private async *heirs(siteId: string, { groupId, memberId }: Participation): AsyncGenerator<PolicyLookupResult, void> {
    const others: Filter = {
      all: [
        { field: 'groupId', is: 'eq', value: groupId },
        { field: 'status', is: 'eq', value: 'JOINED' },
        { field: 'memberId', is: 'ne', value: memberId },
      ],
    };
    for await (const documents of this.views.all('memberships', siteId, others, longestStandingFirst)) {
      const areAll = documents.length < longestStandingFirst.limit;
      yield { groupId, memberId, heirs: { memberIds: documents.map((heir) => heir.memberId), areAll } };
      if (areAll || !(await this.owns(siteId, groupId, memberId))) return;
    }
    yield { groupId, memberId, heirs: { memberIds: [], areAll: true } };
  }

  /** Whether the person still owns the group. `false` for a group that cannot be read: no command about it can be decided. */
  private async owns(siteId: string, groupId: GroupId, memberId: MemberId): Promise<boolean> {
    try {
      return (await this.decider.on({ group: groupStream(siteId, groupId) }).load()).group.ownerId === memberId;
    } catch (error) {
      if (!(error instanceof EventUnreadable)) throw error;
      return false;
    }
  }
}
