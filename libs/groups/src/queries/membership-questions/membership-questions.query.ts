import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { MembershipQuestion } from '../../domain/group/group.entrance';
import type { GroupId } from '../../domain/ids';
import { Entrances } from '../access/entrance';
import { GroupsQuery } from '../groups-query';

/** The membership questions of a group. */
export class GetMembershipQuestions extends GroupsQuery<
  { readonly groupId: GroupId },
  { questions: readonly MembershipQuestion[] }
> {}

@QueryHandler(GetMembershipQuestions)
export class GetMembershipQuestionsHandler implements IQueryHandler<GetMembershipQuestions> {
  constructor(private readonly entrances: Entrances) {}

  async execute({ request: { groupId }, caller }: GetMembershipQuestions) {
    const entrance = await this.entrances.find(caller, groupId, 'list membership questions');
    return entrance.accepted ? { accepted: true as const, questions: entrance.group.questions } : entrance;
  }
}
