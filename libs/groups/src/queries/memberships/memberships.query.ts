import { refuse, runsTheSite } from '@app/kernel';
import { QueryHandler } from '@nestjs/cqrs';
import type { MemberId } from '../../domain/ids';
import { canSee } from '../../domain/permissions';
import { membershipDocumentResponse } from '../../http/responses/membership.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import type { Rights } from '../access/rights';
import { ListQuery, MembershipListHandler } from '../list-query';
import { equal, notHidden } from '../access/visible-documents';

type Scope = { readonly memberId: MemberId };
type Item = ReturnType<typeof membershipDocumentResponse>;

/** The memberships and pending join requests of a person: for that person, and for those who run the site. */
export class FindMemberships extends ListQuery<Scope, Item> {}

@QueryHandler(FindMemberships)
export class FindMembershipsHandler extends MembershipListHandler<Scope, Item> {
  protected async conditions({ request: { memberId }, caller }: FindMemberships) {
    if (!runsTheSite(caller) && caller.memberId !== memberId) return refuse('PERMISSION_DENIED');
    // A request to a group that became SECRET is hidden at once, before a policy settles it.
    const visible = runsTheSite(caller) ? [] : [notHidden(memberId, equal('status', 'PENDING'))];
    return [
      equal('memberId', memberId),
      { field: 'status', is: 'in', values: ['JOINED', 'PENDING'] } as const,
      ...visible,
      ...(await this.notBeingRemoved(caller)),
    ];
  }

  protected isVisible({ status }: MembershipDocument, rights: Rights, { caller }: Pick<FindMemberships, 'caller'>) {
    return status === 'JOINED' || canSee(rights, caller);
  }

  protected async visibleItems(documents: readonly MembershipDocument[], { caller }: FindMemberships) {
    await this.logSecretGroups(documents, caller, 'list memberships');
    return documents.map(membershipDocumentResponse);
  }
}
