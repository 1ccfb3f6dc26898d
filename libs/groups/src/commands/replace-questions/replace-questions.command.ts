import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupAndCaller } from '../../domain/streams';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type ReplaceQuestions, replaceQuestions } from './replace-questions.decision';

export class ReplaceQuestionsCommand extends GroupsCommand<typeof replaceQuestions> {}

@CommandHandler(ReplaceQuestionsCommand)
export class ReplaceQuestionsHandler extends GroupsCommandHandler<typeof replaceQuestions> {
  protected readonly target = 'group';
  protected readonly decide = replaceQuestions;

  protected streams({ groupId }: ReplaceQuestions, caller: Caller) {
    return { ...groupAndCaller(caller, groupId) };
  }
}
