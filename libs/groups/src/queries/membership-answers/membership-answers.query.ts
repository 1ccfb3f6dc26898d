import { refuse } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { memberAnswersResponse } from '../../http/responses/entrance.response';
import type { Answer, MembershipQuestion } from '../../domain/group/group.entrance';
import type { GroupId, MemberId } from '../../domain/ids';
import { maySeeRequests } from '../../domain/permissions';
import { GroupsQuery } from '../groups-query';
import type { Page } from '../../views/page';
import { Views } from '../../views/views';
import { VisibleGroups } from '../access/visible-groups';

type Request = {
  readonly groupId: GroupId;
  /** Absent: everybody who answered. */
  readonly memberIds?: readonly MemberId[];
  readonly limit: number;
  readonly offset: number;
};
type Found = {
  memberAnswers: ReturnType<typeof memberAnswersResponse>[];
  questions: Readonly<Record<string, MembershipQuestion>>;
  metadata: Page<unknown>['metadata'];
};

/**
 * What people answered to the questions of a group, whoever answered last first: for who may decide requests, and for
 * admins. It stays with their request, also where that was rejected, they left, or the question is no longer asked.
 */
export class FindMembershipAnswers extends GroupsQuery<Request, Found> {}

@QueryHandler(FindMembershipAnswers)
export class FindMembershipAnswersHandler implements IQueryHandler<FindMembershipAnswers> {
  constructor(
    private readonly views: Views,
    private readonly visible: VisibleGroups,
  ) {}

  async execute({ request: { groupId, memberIds, limit, offset }, caller, consistentWith }: FindMembershipAnswers) {
    await this.views.caughtUpTo(consistentWith, 'groups', 'memberships');
    const found = await this.visible.getVisible(caller, groupId, 'list answers');
    if (!found.accepted) return found;
    if (!maySeeRequests(found, caller)) return refuse('PERMISSION_DENIED');
    const filter: Filter = {
      all: [
        { field: 'groupId', is: 'eq', value: groupId },
        { field: 'answeredDate', is: 'exists', value: true },
        ...(memberIds ? [{ field: 'memberId', is: 'in', values: memberIds } as const] : []),
      ],
    };
    const sort = [{ field: 'answeredDate', order: 'DESC' }] as const;
    const { documents, metadata } = await this.views.page('memberships', caller.siteId, {
      filter,
      sort,
      limit,
      offset,
    });
    return {
      accepted: true as const,
      memberAnswers: documents.map(memberAnswersResponse),
      questions: askedOf(documents),
      metadata,
    };
  }
}

/** The questions to these answers, by id, as they were asked: of those who were asked in other words, the latest counts. */
function askedOf(newestFirst: readonly { readonly answers?: readonly Answer[] }[]): Record<string, MembershipQuestion> {
  const questions: Record<string, MembershipQuestion> = {};
  for (const { answers = [] } of newestFirst)
    for (const { id, question, required } of answers) questions[id] ??= { id, text: question, required };
  return questions;
}
