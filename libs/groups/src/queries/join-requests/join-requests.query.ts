import { QueryHandler } from '@nestjs/cqrs';
import type { GroupId } from '../../domain/ids';
import { canSee, maySeeRequests } from '../../domain/permissions';
import { joinRequestDocumentResponse } from '../../http/responses/join-request.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import type { Rights } from '../access/rights';
import { ListQuery, MembershipListHandler } from '../list-query';
import { equal, present } from '../access/visible-documents';

type Scope = { readonly groupId: GroupId };
type Item = ReturnType<typeof joinRequestDocumentResponse>;

/** The requests to join a group: all for its admins and those who may decide them, for everybody else their own. */
export class FindJoinRequests extends ListQuery<Scope, Item> {}

@QueryHandler(FindJoinRequests)
export class FindJoinRequestsHandler extends MembershipListHandler<Scope, Item> {
  protected async conditions({ request: { groupId }, caller }: FindJoinRequests) {
    const found = await this.visibleGroups.find(caller, groupId, 'list join requests');
    if (!found.accepted) return found;
    const ownOnly = maySeeRequests(found, caller) ? [] : [equal('memberId', caller.memberId ?? '')];
    return [equal('groupId', groupId), present('joinRequest.createdDate'), ...ownOnly];
  }

  protected isVisible({ memberId }: MembershipDocument, rights: Rights, { caller }: Pick<FindJoinRequests, 'caller'>) {
    return canSee(rights, caller) && (memberId === caller.memberId || maySeeRequests(rights, caller));
  }

  protected visibleItems(documents: readonly MembershipDocument[]) {
    return documents.map(joinRequestDocumentResponse);
  }
}
