import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { joinRequestShown } from '../../answers';
import type { GroupId } from '../../ids';
import { maySeeRequests } from '../../permissions';
import { See } from '../see';
import { type Page, type Paged, Views } from '../views';
import { VisibleGroups } from '../visible-groups';

type Request = { readonly groupId: GroupId; readonly paged: Paged };
type Found = { joinGroupRequests: ReturnType<typeof joinRequestShown>[]; metadata: Page<unknown>['metadata'] };

/** Requests to join a group: all of them for who may decide them and for admins, one's own for everybody else. */
export class FindJoinRequests extends See<Request, Found> {}

@QueryHandler(FindJoinRequests)
export class FindJoinRequestsHandler implements IQueryHandler<FindJoinRequests> {
  constructor(
    private readonly views: Views,
    private readonly visible: VisibleGroups,
  ) {}

  async execute({ request: { groupId, paged }, caller, since }: FindJoinRequests) {
    await this.views.showing(since, 'groups', 'memberships');
    const here = await this.visible.one(caller, groupId, 'list join requests');
    if (!here.accepted) return here;
    const seesAll = maySeeRequests(here, caller);
    const filter: Filter = {
      all: [
        { field: 'groupId', is: 'eq', value: groupId },
        { field: 'joinRequest.createdDate', is: 'exists', value: true },
        ...(seesAll ? [] : [{ field: 'memberId', is: 'eq', value: caller.memberId ?? '' } as const]),
        paged.filter,
      ],
    };
    const { documents, metadata } = await this.views.page('memberships', caller.siteId, { ...paged, filter });
    return { accepted: true as const, joinGroupRequests: documents.map(joinRequestShown), metadata };
  }
}
