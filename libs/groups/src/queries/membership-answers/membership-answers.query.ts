import { refuse } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Answer, MembershipQuestion } from '../../domain/group/group.entrance';
import type { GroupId, MemberId } from '../../domain/ids';
import { maySeeRequests } from '../../domain/permissions';
import { memberAnswersResponse } from '../../http/responses/entrance.response';
import type { Page } from '../../views/page';
import { Views } from '../../views/views';
import { VisibleGroups } from '../access/visible-groups';
import { GroupsQuery } from '../groups-query';

type Request = {
  readonly groupId: GroupId;
  /** Absent: everybody who answered. */
  readonly memberIds?: readonly MemberId[];
  readonly limit: number;
  readonly offset: number;
};
type Result = {
  memberAnswers: ReturnType<typeof memberAnswersResponse>[];
  questions: Readonly<Record<string, MembershipQuestion>>;
  metadata: Page<unknown>['metadata'];
};

/**
 * The answers of people to the questions of a group, the latest first: for its admins and those who may decide requests.
 * Answers stay when the request is rejected, when the person leaves, and when the question is replaced.
 */
export class FindMembershipAnswers extends GroupsQuery<Request, Result> {}

@QueryHandler(FindMembershipAnswers)
export class FindMembershipAnswersHandler implements IQueryHandler<FindMembershipAnswers> {
  constructor(
    private readonly views: Views,
    private readonly visibleGroups: VisibleGroups,
  ) {}

  async execute({ request: { groupId, memberIds, limit, offset }, caller, consistentWith }: FindMembershipAnswers) {
    await this.views.waitForPosition(consistentWith, 'groups', 'memberships');
    const found = await this.visibleGroups.find(caller, groupId, 'list answers');
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
      questions: questionsOf(documents),
      metadata,
    };
  }
}

/** The questions of these answers, by id. When the text of a question has changed, the one of the latest answer counts. */
function questionsOf(
  newestFirst: readonly { readonly answers?: readonly Answer[] }[],
): Record<string, MembershipQuestion> {
  const questions: Record<string, MembershipQuestion> = {};
  for (const { answers = [] } of newestFirst)
    for (const { id, question, required } of answers) questions[id] ??= { id, text: question, required };
  return questions;
}
