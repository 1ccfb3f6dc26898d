import { QueryHandler } from '@nestjs/cqrs';
import type { GroupId } from '../../domain/ids';
import { maySeeRequests } from '../../domain/permissions';
import { joinRequestDocumentResponse } from '../../http/responses/join-request.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import { equal, ListQuery, ListQueryHandler, present } from '../list-query';

type Scope = { readonly groupId: GroupId };
type Item = ReturnType<typeof joinRequestDocumentResponse>;

/** The requests to join a group: all for its admins and those who may decide them, for everybody else their own. */
export class FindJoinRequests extends ListQuery<Scope, Item> {}

@QueryHandler(FindJoinRequests)
export class FindJoinRequestsHandler extends ListQueryHandler<Scope, 'memberships', Item> {
  protected readonly view = 'memberships';

  protected async conditions({ request: { groupId }, caller }: FindJoinRequests) {
    const found = await this.visibleGroups.find(caller, groupId, 'list join requests');
    if (!found.accepted) return found;
    const ownOnly = maySeeRequests(found, caller) ? [] : [equal('memberId', caller.memberId ?? '')];
    return [equal('groupId', groupId), present('joinRequest.createdDate'), ...ownOnly];
  }

  protected items(documents: readonly MembershipDocument[]) {
    return documents.map(joinRequestDocumentResponse);
  }
}
