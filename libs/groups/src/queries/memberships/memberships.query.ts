import { refuse, runsTheSite } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { membershipDocumentResponse } from '../../http/responses/membership.response';
import type { MemberId } from '../../domain/ids';
import { GroupsQuery } from '../groups-query';
import { type Page, type PageRequest, Views } from '../../views/views';
import { VisibleGroups } from '../access/visible-groups';

type Request = { readonly memberId: MemberId; readonly paged: PageRequest };
type Found = { memberships: ReturnType<typeof membershipDocumentResponse>[]; metadata: Page<unknown>['metadata'] };

/** The groups that a person belongs to or waits for: for that person, and for those who run the site. */
export class FindMemberships extends GroupsQuery<Request, Found> {}

@QueryHandler(FindMemberships)
export class FindMembershipsHandler implements IQueryHandler<FindMemberships> {
  constructor(
    private readonly views: Views,
    private readonly visible: VisibleGroups,
  ) {}

  async execute({ request: { memberId, paged }, caller, since }: FindMemberships) {
    await this.views.showing(since, 'groups', 'memberships');
    if (!runsTheSite(caller) && caller.memberId !== memberId) return refuse('PERMISSION_DENIED');
    const filter: Filter = {
      all: [
        { field: 'memberId', is: 'eq', value: memberId },
        { field: 'status', is: 'in', values: ['JOINED', 'PENDING'] },
        ...(runsTheSite(caller) ? [] : await this.notWaitingInSecret(caller)),
        paged.filter,
      ],
    };
    const { documents, metadata } = await this.views.page('memberships', caller.siteId, { ...paged, filter });
    return { accepted: true as const, memberships: documents.map(membershipDocumentResponse), metadata };
  }

  /** A request in a group that turned SECRET is gone at once, also before it has been settled. */
  private async notWaitingInSecret(caller: FindMemberships['caller']): Promise<Filter[]> {
    const hidden = await this.visible.secretGroups(caller, 'PENDING');
    return hidden.length === 0 ? [] : [{ field: 'groupId', is: 'nin', values: hidden }];
  }
}
