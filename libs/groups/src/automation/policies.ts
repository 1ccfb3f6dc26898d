import type { RunnablePolicy, RunnableRequest } from '@app/automation';
import { type Event, type Policy, type Recorded, system } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Views } from '../read/views';
import { commandOf } from './commands';
import { endMembershipsInDeletedGroups } from './end-memberships-in-deleted-groups/end-memberships-in-deleted-groups.policy';
import { endMembershipsOfThoseGone } from './end-memberships-of-those-gone/end-memberships-of-those-gone.policy';
import { makeJoiningSiteAdminsAdmins } from './make-joining-site-admins-admins/make-joining-site-admins-admins.policy';
import { ownerBelongs } from './owner-belongs/owner-belongs.policy';
import { releaseFormerSlugs } from './release-former-slugs/release-former-slugs.policy';
import type { PolicyFound, PolicyQuery, PolicyRequest } from './requests';
import { settleLateRequests } from './settle-late-requests/settle-late-requests.policy';
import { settleRequestsWhenPrivacyChanges } from './settle-requests-when-privacy-changes/settle-requests-when-privacy-changes.policy';
import { takeBackRolesOfThoseWhoLeft } from './take-back-roles-of-those-who-left/take-back-roles-of-those-who-left.policy';

type AnyPolicy = Policy<Event, PolicyRequest, PolicyQuery, PolicyFound>;
const all = [
  ownerBelongs,
  settleRequestsWhenPrivacyChanges,
  settleLateRequests,
  endMembershipsOfThoseGone,
  endMembershipsInDeletedGroups,
  makeJoiningSiteAdminsAdmins,
  takeBackRolesOfThoseWhoLeft,
  releaseFormerSlugs,
] as unknown as readonly AnyPolicy[]; // each hears only the types that it names

/** Binds every policy to the command bus and to the views that it asks. */
@Injectable()
export class Policies {
  constructor(
    private readonly commands: CommandBus,
    private readonly views: Views,
  ) {}

  /** All of them, ready to be run. */
  runnable(): RunnablePolicy[] {
    return all.map((policy) => ({
      name: policy.name,
      on: policy.on,
      requests: (event) => this.requests(policy, event),
    }));
  }

  private async *requests(policy: AnyPolicy, event: Recorded): AsyncIterable<readonly RunnableRequest[]> {
    const query = policy.asks?.(event);
    if (query === null) return;
    if (query === undefined) yield this.bound(policy.then(event, []), event);
    else for await (const found of this.found(query, event)) yield this.bound(policy.then(event, found), event);
  }

  /** Looks it up in chunks of a thousand, in views that show the event already. */
  private async *found({ pendingJoinRequests: { groupId, judgedBefore } }: PolicyQuery, event: Recorded) {
    await this.views.showing(event.position, 'memberships');
    const filter: Filter = {
      all: [
        { field: 'groupId', is: 'eq', value: groupId },
        { field: 'joinRequest.status', is: 'eq', value: 'PENDING' },
        { field: 'joinRequest.groupRevision', is: 'lt', value: judgedBefore },
      ],
    };
    for await (const documents of this.views.all('memberships', event.metadata.siteId, filter))
      yield documents.map(({ groupId, memberId }): PolicyFound => ({ groupId, memberId }));
  }

  private bound(requests: readonly PolicyRequest[], event: Recorded): RunnableRequest[] {
    return requests.map((request) => ({
      key: `${request.name}/${JSON.stringify(request.request)}`,
      send: async (trail) => {
        await this.commands.execute(commandOf(request, system(event.metadata.siteId), trail));
      },
    }));
  }
}

/** Work of one group is done in order. */
export const laneOf = ({ data, metadata }: Recorded): string =>
  `${metadata.siteId}.${'groupId' in data ? String(data.groupId) : ''}`;
