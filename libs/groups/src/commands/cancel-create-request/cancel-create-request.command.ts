import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupStream } from '../../domain/group/group.state';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type CancelCreateRequest, cancelCreateRequest } from './cancel-create-request.decision';

export class CancelCreateRequestCommand extends GroupsCommand<typeof cancelCreateRequest> {}

@CommandHandler(CancelCreateRequestCommand)
export class CancelCreateRequestHandler extends GroupsCommandHandler<typeof cancelCreateRequest> {
  protected readonly target = 'group';
  protected readonly decide = cancelCreateRequest;

  protected streams({ groupId }: CancelCreateRequest, caller: Caller) {
    return { group: groupStream(caller.siteId, groupId) };
  }
}
