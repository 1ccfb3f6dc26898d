import { type PolicyCommand, PolicyCommandRefused, type PolicyHandler } from '@app/automation';
import { type Event, type Policy, type Recorded, system } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { assignAdminRoleToJoiningSiteAdmin } from './assign-admin-role-to-joining-site-admin.policy';
import { cancelCreateRequestOfEndedAccount } from './cancel-create-request-of-ended-account.policy';
import { cancelCreateRequestsWhenAccountEnds } from './cancel-create-requests-when-account-ends.policy';
import { ensureFormerOwnerStaysAdmin } from './ensure-former-owner-stays-admin.policy';
import { endMembershipOfDepartedAdmin } from './end-membership-of-departed-admin.policy';
import { endParticipationWithoutGroupOrAccount } from './end-participation-without-group-or-account.policy';
import { endParticipationsWhenAccountEnds } from './end-participations-when-account-ends.policy';
import { ensureOwnerBelongs } from './ensure-owner-belongs.policy';
import { commandOf } from './policy-commands';
import { PolicyLookups } from './policy-lookups';
import type { PolicyLookup, PolicyLookupResult, PolicyRequest } from './policy-requests';
import { releaseFormerSlug } from './release-former-slug.policy';
import { revokeInvitationAfterBanOfInviter } from './revoke-invitation-after-ban-of-inviter.policy';
import { revokeInvitationsWhenInviterIsBanned } from './revoke-invitations-when-inviter-is-banned.policy';
import { settleRequestAfterPrivacyChange } from './settle-request-after-privacy-change.policy';
import { settleRequestsWhenPrivacyChanges } from './settle-requests-when-privacy-changes.policy';
import { transferOwnershipOfEndedAccount } from './transfer-ownership-of-ended-account.policy';
import { unassignRoleOfFormerMember } from './unassign-role-of-former-member.policy';

type AnyPolicy = Policy<Event, PolicyRequest, PolicyLookup, PolicyLookupResult>;
const policies = [
  ensureOwnerBelongs,
  ensureFormerOwnerStaysAdmin,
  settleRequestsWhenPrivacyChanges,
  settleRequestAfterPrivacyChange,
  endMembershipOfDepartedAdmin,
  endParticipationWithoutGroupOrAccount,
  endParticipationsWhenAccountEnds,
  assignAdminRoleToJoiningSiteAdmin,
  unassignRoleOfFormerMember,
  transferOwnershipOfEndedAccount,
  cancelCreateRequestsWhenAccountEnds,
  cancelCreateRequestOfEndedAccount,
  releaseFormerSlug,
  revokeInvitationsWhenInviterIsBanned,
  revokeInvitationAfterBanOfInviter,
] as unknown as readonly AnyPolicy[]; // each gets only events of the types in `on`

/** Connects the policies to the command bus and to their lookups. */
@Injectable()
export class Policies {
  constructor(
    private readonly commands: CommandBus,
    private readonly lookups: PolicyLookups,
  ) {}

  /** All policies, as the automation runs them. */
  handlers(): PolicyHandler[] {
    return policies.map((policy) => ({
      name: policy.name,
      on: policy.on,
      commands: (event) => this.commandsOf(policy, event),
    }));
  }

  private async *commandsOf(policy: AnyPolicy, event: Recorded): AsyncIterable<readonly PolicyCommand[]> {
    const lookup = policy.lookup?.(event);
    if (lookup === null) return;
    if (lookup === undefined) yield this.bind(policy.requests(event, []), event);
    else
      for await (const results of this.lookups.lookUp(lookup, event))
        yield this.bind(policy.requests(event, results), event);
  }

  private bind(requests: readonly PolicyRequest[], { position, metadata: { siteId } }: Recorded): PolicyCommand[] {
    return requests.map((request) => ({
      key: `${request.name}/${JSON.stringify(request.request)}`,
      send: async (metadata) => {
        const result = await this.commands.execute(commandOf(request, position, system(siteId), metadata));
        if (!result.accepted) throw new PolicyCommandRefused(result.refusal); // no refusal is meant for a policy
      },
    }));
  }
}

/** The lane of an event: that of its group, or of its person if it has no group. */
export const laneOf = ({ data, metadata }: Recorded): string => {
  const { groupId, memberId } = data as { readonly groupId?: string; readonly memberId?: string };
  return `${metadata.siteId}.${groupId ?? memberId ?? ''}`;
};
