import { refuse } from '@app/kernel';
import { QueryHandler } from '@nestjs/cqrs';
import type { Answer, MembershipQuestion } from '../../domain/group/group.entrance';
import type { GroupId, MemberId } from '../../domain/ids';
import { maySeeRequests } from '../../domain/permissions';
import { memberAnswersResponse } from '../../http/responses/entrance.response';
import type { MembershipDocument } from '../../views/memberships.projection';
import type { Rights } from '../access/rights';
import { equal, present } from '../access/visible-documents';
import { newestFirst } from '../fields/list-fields';
import { type ListPage, ListQuery, MembershipListHandler } from '../list-query';

/** `memberIds` absent: everybody who answered. */
type Scope = { readonly groupId: GroupId; readonly memberIds?: readonly MemberId[] };
type Answered = Pick<MembershipDocument, 'memberId' | 'answers'>;

/**
 * The answers of people to the questions of a group, the latest first: for its admins and those who may decide requests.
 * Answers stay when the request is rejected, when the person leaves, and when the question is replaced.
 */
export class FindMembershipAnswers extends ListQuery<Scope, Answered> {}

/** The order of the answers. */
export const latestAnswersFirst = newestFirst('answeredDate');

@QueryHandler(FindMembershipAnswers)
export class FindMembershipAnswersHandler extends MembershipListHandler<Scope, Answered> {
  protected async conditions({ request: { groupId, memberIds }, caller }: FindMembershipAnswers) {
    const found = await this.visibleGroups.find(caller, groupId, 'list answers');
    if (!found.accepted) return found;
    if (!maySeeRequests(found, caller)) return refuse('PERMISSION_DENIED');
    const people = memberIds ? [{ field: 'memberId', is: 'in', values: memberIds } as const] : [];
    return [equal('groupId', groupId), present('answeredDate'), ...people];
  }

  protected isVisible(
    _document: MembershipDocument,
    rights: Rights,
    { caller }: Pick<FindMembershipAnswers, 'caller'>,
  ) {
    return maySeeRequests(rights, caller);
  }

  protected visibleItems(documents: readonly MembershipDocument[]) {
    return documents;
  }
}

/** A page of answers, with the questions. */
export const answersResponse = ({ items, metadata }: ListPage<Answered>) => ({
  memberAnswers: items.map(memberAnswersResponse),
  questions: questionsOf(items),
  metadata,
});

/** The questions of these answers, by id. When the text of a question has changed, the one of the latest answer counts. */
function questionsOf(
  newestFirst: readonly { readonly answers?: readonly Answer[] }[],
): Record<string, MembershipQuestion> {
  const questions: Record<string, MembershipQuestion> = {};
  for (const { answers = [] } of newestFirst)
    for (const { id, question, required } of answers) questions[id] ??= { id, text: question, required };
  return questions;
}
