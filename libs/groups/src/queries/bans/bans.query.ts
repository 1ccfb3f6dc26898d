import { refuse } from '@app/kernel';
import { QueryHandler } from '@nestjs/cqrs';
import type { GroupId } from '../../domain/ids';
import { mayManage } from '../../domain/permissions';
import { banDocumentResponse } from '../../http/responses/ban.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import type { Rights } from '../access/rights';
import { ListQuery, MembershipListHandler } from '../list-query';
import { equal, present } from '../access/visible-documents';

type Scope = { readonly groupId: GroupId };
type Item = ReturnType<typeof banDocumentResponse>;

/** The bans from a group: for its admins and those who run the site. Nobody sees the reason of their own ban. */
export class FindBans extends ListQuery<Scope, Item> {}

@QueryHandler(FindBans)
export class FindBansHandler extends MembershipListHandler<Scope, Item> {
  protected async conditions({ request: { groupId }, caller }: FindBans) {
    const found = await this.visibleGroups.find(caller, groupId, 'list bans');
    if (!found.accepted) return found;
    if (!mayManage(found, caller)) return refuse('PERMISSION_DENIED');
    return [equal('groupId', groupId), present('ban.createdDate')];
  }

  protected isVisible(_document: MembershipDocument, rights: Rights, { caller }: Pick<FindBans, 'caller'>) {
    return mayManage(rights, caller);
  }

  protected visibleItems(documents: readonly MembershipDocument[], { caller }: FindBans) {
    return documents.map((document) => banDocumentResponse(document, document.memberId !== caller.memberId));
  }
}
