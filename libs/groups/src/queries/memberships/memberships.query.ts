import { refuse, runsTheSite } from '@app/kernel';
import { QueryHandler } from '@nestjs/cqrs';
import type { MemberId } from '../../domain/ids';
import { membershipDocumentResponse } from '../../http/responses/membership.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import { equal, ListQuery, ListQueryHandler, noneOf } from '../list-query';

type Scope = { readonly memberId: MemberId };
type Item = ReturnType<typeof membershipDocumentResponse>;

/** The memberships and pending join requests of a person: for that person, and for those who run the site. */
export class FindMemberships extends ListQuery<Scope, Item> {}

@QueryHandler(FindMemberships)
export class FindMembershipsHandler extends ListQueryHandler<Scope, 'memberships', Item> {
  protected readonly view = 'memberships';

  protected async conditions({ request: { memberId }, caller }: FindMemberships) {
    if (!runsTheSite(caller) && caller.memberId !== memberId) return refuse('PERMISSION_DENIED');
    // A request to a group that became SECRET is hidden at once, before a policy settles it.
    const hidden = runsTheSite(caller) ? [] : await this.visibleGroups.secretGroups(caller, 'PENDING');
    return [
      equal('memberId', memberId),
      { field: 'status', is: 'in', values: ['JOINED', 'PENDING'] } as const,
      ...noneOf('groupId', hidden),
    ];
  }

  protected items(documents: readonly MembershipDocument[]) {
    return documents.map(membershipDocumentResponse);
  }
}
