import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupAndCaller } from '../../domain/streams';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type CancelJoinRequest, cancelJoinRequest } from './cancel-join-request.decision';

export class CancelJoinRequestCommand extends GroupsCommand<typeof cancelJoinRequest> {}

@CommandHandler(CancelJoinRequestCommand)
export class CancelJoinRequestHandler extends GroupsCommandHandler<typeof cancelJoinRequest> {
  protected readonly target = 'callerMembership';
  protected readonly decide = cancelJoinRequest;

  protected streams({ groupId }: CancelJoinRequest, caller: Caller) {
    return { ...groupAndCaller(caller, groupId) };
  }
}
