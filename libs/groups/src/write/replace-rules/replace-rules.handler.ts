import type { Outcome } from '@app/decider';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { GroupRulesReplaced } from '../../group/group.events';
import type { Group } from '../../group/group.state';
import { here, Streams } from '../../streams';
import { Ask } from '../ask';
import { type ReplaceRules, replaceRules, type ReplaceRulesRefusal } from './replace-rules.decision';

export class ReplaceRulesCommand extends Ask<
  ReplaceRules,
  Outcome<{ group: Group }, GroupRulesReplaced, ReplaceRulesRefusal>
> {}

@CommandHandler(ReplaceRulesCommand)
export class ReplaceRulesHandler implements ICommandHandler<ReplaceRulesCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: ReplaceRulesCommand) {
    const { request, caller } = ask;
    return this.streams
      .reading(here(caller, request.groupId))
      .deciding('group', (on) => replaceRules(request, on, caller), ask);
  }
}
