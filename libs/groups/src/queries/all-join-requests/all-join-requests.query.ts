import { type Caller, runsTheSite } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { QueryHandler } from '@nestjs/cqrs';
import { canSee, maySeeRequests } from '../../domain/permissions';
import { joinRequestDocumentResponse } from '../../http/responses/join-request.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import type { Rights } from '../access/rights';
import {
  equal,
  groupsWhereMembersDecide,
  membershipsAsAdmin,
  notHidden,
  ofGroupsAsAdmin,
  ofGroupsWhereMembersDecide,
  present,
} from '../access/visible-documents';
import { ListQuery, MembershipListHandler } from '../list-query';

type Item = ReturnType<typeof joinRequestDocumentResponse>;

const requested = present('joinRequest.createdDate');

/** The requests to join of all groups: for those who run the site all, for others their own and those that they may see as members. */
export class FindAllJoinRequests extends ListQuery<object, Item> {}

@QueryHandler(FindAllJoinRequests)
export class FindAllJoinRequestsHandler extends MembershipListHandler<object, Item> {
  protected async conditions({ caller }: FindAllJoinRequests) {
    const notRemoved = await this.notBeingRemoved(caller);
    return [requested, ...notRemoved, ...(runsTheSite(caller) ? [] : [await this.visibleRequests(caller)])];
  }

  protected isVisible(
    { memberId }: MembershipDocument,
    rights: Rights,
    { caller }: Pick<FindAllJoinRequests, 'caller'>,
  ) {
    return canSee(rights, caller) && (memberId === caller.memberId || maySeeRequests(rights, caller));
  }

  protected async visibleItems(documents: readonly MembershipDocument[], { caller }: FindAllJoinRequests) {
    await this.logSecretGroups(documents, caller, 'list all join requests');
    return documents.map(joinRequestDocumentResponse);
  }

  /** Most people see only their own requests. The condition says no more than that for them, so that an index finds those. */
  private async visibleRequests({ siteId, memberId = '' }: Caller): Promise<Filter> {
    const [asAdmin, asMember] = await Promise.all([
      this.views.exists('memberships', siteId, membershipsAsAdmin(memberId)),
      this.views.exists('groups', siteId, groupsWhereMembersDecide(memberId)),
    ]);
    const own: Filter = { all: [equal('memberId', memberId), notHidden(memberId, requested)] };
    const others = [
      ...(asAdmin ? [ofGroupsAsAdmin(memberId)] : []),
      ...(asMember ? [ofGroupsWhereMembersDecide(memberId)] : []),
    ];
    return others.length === 0 ? own : { any: [own, ...others] };
  }
}
