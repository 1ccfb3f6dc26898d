import { refuse, runsTheSite } from '@app/kernel';
import { QueryHandler } from '@nestjs/cqrs';
import type { MemberId } from '../../domain/ids';
import { joinRequestDocumentResponse } from '../../http/responses/join-request.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import { equal, ListQuery, ListQueryHandler, present } from '../list-query';

type Scope = { readonly memberId: MemberId };
type Item = ReturnType<typeof joinRequestDocumentResponse>;

/** The latest request to join of a person in each group: for that person, and for those who run the site. */
export class FindPersonsJoinRequests extends ListQuery<Scope, Item> {}

@QueryHandler(FindPersonsJoinRequests)
export class FindPersonsJoinRequestsHandler extends ListQueryHandler<Scope, 'memberships', Item> {
  protected readonly view = 'memberships';

  protected async conditions({ request: { memberId }, caller }: FindPersonsJoinRequests) {
    if (!runsTheSite(caller) && caller.memberId !== memberId) return refuse('PERMISSION_DENIED');
    const visible = runsTheSite(caller)
      ? equal('memberId', memberId)
      : await this.visibleGroups.ownJoinRequests(caller);
    return [present('joinRequest.createdDate'), visible];
  }

  protected items(documents: readonly MembershipDocument[]) {
    return documents.map(joinRequestDocumentResponse);
  }
}
