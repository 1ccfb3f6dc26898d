import type { PolicyHandler, PolicyCommand } from '@app/automation';
import { type Event, type Policy, type Recorded, system } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { commandOf } from './commands';
import { endMembershipsOfThoseGone } from './end-memberships-of-those-gone/end-memberships-of-those-gone.policy';
import { endPlacesOfEndedAccounts } from './end-places-of-ended-accounts/end-places-of-ended-accounts.policy';
import { endPlacesThatCannotBe } from './end-places-that-cannot-be/end-places-that-cannot-be.policy';
import { PolicyLookups } from './lookups';
import { makeJoiningSiteAdminsAdmins } from './make-joining-site-admins-admins/make-joining-site-admins-admins.policy';
import { ownerBelongs } from './owner-belongs/owner-belongs.policy';
import { passOnOwnershipOfEndedAccounts } from './pass-on-ownership-of-ended-accounts/pass-on-ownership-of-ended-accounts.policy';
import { releaseFormerSlugs } from './release-former-slugs/release-former-slugs.policy';
import type { PolicyFound, PolicyQuery, PolicyRequest } from './requests';
import { settleLateRequests } from './settle-late-requests/settle-late-requests.policy';
import { settleRequestsWhenPrivacyChanges } from './settle-requests-when-privacy-changes/settle-requests-when-privacy-changes.policy';
import { takeBackRolesOfThoseWhoLeft } from './take-back-roles-of-those-who-left/take-back-roles-of-those-who-left.policy';
import { withdrawCreateRequestsOfEndedAccounts } from './withdraw-create-requests-of-ended-accounts/withdraw-create-requests-of-ended-accounts.policy';
import { withdrawLateCreateRequests } from './withdraw-late-create-requests/withdraw-late-create-requests.policy';

type AnyPolicy = Policy<Event, PolicyRequest, PolicyQuery, PolicyFound>;
const all = [
  ownerBelongs,
  settleRequestsWhenPrivacyChanges,
  settleLateRequests,
  endMembershipsOfThoseGone,
  endPlacesThatCannotBe,
  endPlacesOfEndedAccounts,
  makeJoiningSiteAdminsAdmins,
  takeBackRolesOfThoseWhoLeft,
  passOnOwnershipOfEndedAccounts,
  withdrawCreateRequestsOfEndedAccounts,
  withdrawLateCreateRequests,
  releaseFormerSlugs,
] as unknown as readonly AnyPolicy[]; // each hears only the types that it names

/** Binds every policy to the command bus and to what it looks up. */
@Injectable()
export class Policies {
  constructor(
    private readonly commands: CommandBus,
    private readonly lookups: PolicyLookups,
  ) {}

  /** All of them, ready to be run. */
  runnable(): PolicyHandler[] {
    return all.map((policy) => ({
      name: policy.name,
      on: policy.on,
      commands: (event) => this.requests(policy, event),
    }));
  }

  private async *requests(policy: AnyPolicy, event: Recorded): AsyncIterable<readonly PolicyCommand[]> {
    const query = policy.asks?.(event);
    if (query === null) return;
    if (query === undefined) yield this.bound(policy.then(event, []), event);
    else for await (const found of this.lookups.found(query, event)) yield this.bound(policy.then(event, found), event);
  }

  private bound(requests: readonly PolicyRequest[], event: Recorded): PolicyCommand[] {
    return requests.map((request) => ({
      key: `${request.name}/${JSON.stringify(request.request)}`,
      send: async (trail) => {
        await this.commands.execute(commandOf(request, system(event.metadata.siteId), trail));
      },
    }));
  }
}

/** Work of one group is done in order, and what concerns no group, of one person. */
export const laneOf = ({ data, metadata }: Recorded): string => {
  const { groupId, memberId } = data as { readonly groupId?: string; readonly memberId?: string };
  return `${metadata.siteId}.${groupId ?? memberId ?? ''}`;
};
