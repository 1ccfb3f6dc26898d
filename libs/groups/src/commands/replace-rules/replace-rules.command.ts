import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupAndCaller } from '../../domain/streams';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type ReplaceRules, replaceRules } from './replace-rules.decision';

export class ReplaceRulesCommand extends GroupsCommand<typeof replaceRules> {}

@CommandHandler(ReplaceRulesCommand)
export class ReplaceRulesHandler extends GroupsCommandHandler<typeof replaceRules> {
  protected readonly target = 'group';
  protected readonly decide = replaceRules;

  protected streams({ groupId }: ReplaceRules, caller: Caller) {
    return { ...groupAndCaller(caller, groupId) };
  }
}
