import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupStream } from '../../domain/group/group.state';
import { siteStream } from '../../domain/site/site.state';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type SubmitCreateRequest, submitCreateRequest } from './submit-create-request.decision';

export class SubmitCreateRequestCommand extends GroupsCommand<typeof submitCreateRequest> {}

@CommandHandler(SubmitCreateRequestCommand)
export class SubmitCreateRequestHandler extends GroupsCommandHandler<typeof submitCreateRequest> {
  protected readonly target = 'group';
  protected readonly decide = submitCreateRequest;

  protected streams({ groupId }: SubmitCreateRequest, caller: Caller) {
    return { group: groupStream(caller.siteId, groupId), site: siteStream(caller.siteId) };
  }
}
