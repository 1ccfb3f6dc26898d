import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupStream } from '../../domain/group/group.state';
import { BulkCommand, BulkCommandHandler } from '../bulk';
import { type RejectCreateRequest, rejectCreateRequest } from './reject-create-requests.decision';

export class RejectCreateRequestsCommand extends BulkCommand<typeof rejectCreateRequest> {}

@CommandHandler(RejectCreateRequestsCommand)
export class RejectCreateRequestsHandler extends BulkCommandHandler<typeof rejectCreateRequest> {
  protected readonly target = 'group';
  protected readonly decide = rejectCreateRequest;

  protected streams({ groupId }: RejectCreateRequest, caller: Caller) {
    return { group: groupStream(caller.siteId, groupId) };
  }
}
