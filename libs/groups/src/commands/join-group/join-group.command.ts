import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { personStream } from '../../domain/site-member/site-member.state';
import { groupAndCaller } from '../../domain/streams';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type JoinGroup, joinGroup } from './join-group.decision';

export class JoinGroupCommand extends GroupsCommand<typeof joinGroup> {}

@CommandHandler(JoinGroupCommand)
export class JoinGroupHandler extends GroupsCommandHandler<typeof joinGroup> {
  protected readonly target = 'callerMembership';
  protected readonly decide = joinGroup;

  protected streams({ groupId }: JoinGroup, caller: Caller) {
    return { ...groupAndCaller(caller, groupId), person: personStream(caller.siteId, caller.memberId) };
  }
}
