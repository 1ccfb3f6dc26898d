import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { MembershipQuestion } from '../../group/group.entrance';
import type { GroupId } from '../../ids';
import { Doors } from '../doors';
import { See } from '../see';

/** What a group asks of people who want to join. */
export class GetMembershipQuestions extends See<
  { readonly groupId: GroupId },
  { questions: readonly MembershipQuestion[] }
> {}

@QueryHandler(GetMembershipQuestions)
export class GetMembershipQuestionsHandler implements IQueryHandler<GetMembershipQuestions> {
  constructor(private readonly doors: Doors) {}

  async execute({ request: { groupId }, caller }: GetMembershipQuestions) {
    const door = await this.doors.at(caller, groupId, 'list membership questions');
    return door.accepted ? { accepted: true as const, questions: door.group.questions } : door;
  }
}
