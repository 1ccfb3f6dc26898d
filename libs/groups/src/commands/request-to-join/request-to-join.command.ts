import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { personStream } from '../../domain/site-member/site-member.state';
import { groupAndCaller } from '../../domain/streams';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type RequestToJoin, requestToJoin } from './request-to-join.decision';

export class RequestToJoinCommand extends GroupsCommand<typeof requestToJoin> {}

@CommandHandler(RequestToJoinCommand)
export class RequestToJoinHandler extends GroupsCommandHandler<typeof requestToJoin> {
  protected readonly target = 'callerMembership';
  protected readonly decide = requestToJoin;

  protected streams({ groupId }: RequestToJoin, caller: Caller) {
    return { ...groupAndCaller(caller, groupId), person: personStream(caller.siteId, caller.memberId) };
  }
}
