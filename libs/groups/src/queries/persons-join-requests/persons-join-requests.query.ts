import { refuse, runsTheSite } from '@app/kernel';
import { QueryHandler } from '@nestjs/cqrs';
import type { MemberId } from '../../domain/ids';
import { canSee } from '../../domain/permissions';
import { joinRequestDocumentResponse } from '../../http/responses/join-request.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import type { Rights } from '../access/rights';
import { ListQuery, MembershipListHandler } from '../list-query';
import { equal, notHidden, present } from '../access/visible-documents';

const requested = present('joinRequest.createdDate');

type Scope = { readonly memberId: MemberId };
type Item = ReturnType<typeof joinRequestDocumentResponse>;

/** The latest request to join of a person in each group: for that person, and for those who run the site. */
export class FindPersonsJoinRequests extends ListQuery<Scope, Item> {}

@QueryHandler(FindPersonsJoinRequests)
export class FindPersonsJoinRequestsHandler extends MembershipListHandler<Scope, Item> {
  protected async conditions({ request: { memberId }, caller }: FindPersonsJoinRequests) {
    if (!runsTheSite(caller) && caller.memberId !== memberId) return refuse('PERMISSION_DENIED');
    const visible = runsTheSite(caller) ? [] : [notHidden(memberId, requested)];
    return [equal('memberId', memberId), requested, ...visible, ...(await this.notBeingRemoved(caller))];
  }

  protected isVisible(
    _document: MembershipDocument,
    rights: Rights,
    { caller }: Pick<FindPersonsJoinRequests, 'caller'>,
  ) {
    return canSee(rights, caller);
  }

  protected async visibleItems(documents: readonly MembershipDocument[], { caller }: FindPersonsJoinRequests) {
    await this.logSecretGroups(documents, caller, 'list join requests of a person');
    return documents.map(joinRequestDocumentResponse);
  }
}
