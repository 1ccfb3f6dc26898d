import type { Outcome } from '@app/decider';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { MembershipQuestionsReplaced } from '../../group/group.events';
import type { Group } from '../../group/group.state';
import { here, Streams } from '../../streams';
import { Ask } from '../ask';
import { type ReplaceQuestions, replaceQuestions, type ReplaceQuestionsRefusal } from './replace-questions.decision';

export type ReplaceQuestionsOutcome<Refusal extends string> = Outcome<
  { group: Group },
  MembershipQuestionsReplaced,
  Refusal
>;
export class ReplaceQuestionsCommand extends Ask<ReplaceQuestions, ReplaceQuestionsOutcome<ReplaceQuestionsRefusal>> {}

@CommandHandler(ReplaceQuestionsCommand)
export class ReplaceQuestionsHandler implements ICommandHandler<ReplaceQuestionsCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: ReplaceQuestionsCommand) {
    const { request, caller } = ask;
    return this.streams
      .reading(here(caller, request.groupId))
      .deciding('group', (on) => replaceQuestions(request, on, caller), ask);
  }
}
