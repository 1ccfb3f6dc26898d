import { Decider } from '@app/decider';
import type { Caller } from '@app/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import { DECISION_SETTINGS, type DecisionSettings } from '../../domain/decision-settings';
import { groupStream } from '../../domain/group/group.state';
import { siteStream } from '../../domain/site/site.state';
import { GroupsCommand, GroupsCommandHandler, type StatesOf } from '../groups-command';
import { createRequestsOf, PendingItems } from '../pending-items';
import { type SubmitCreateRequest, submitCreateRequest } from './submit-create-request.decision';

type Request = Omit<SubmitCreateRequest, 'pendingRequests'>;
type Decide = (
  request: Request,
  states: StatesOf<typeof submitCreateRequest>,
  caller: Caller,
) => ReturnType<typeof submitCreateRequest>;
export class SubmitCreateRequestCommand extends GroupsCommand<typeof submitCreateRequest, Request> {}

@CommandHandler(SubmitCreateRequestCommand)
export class SubmitCreateRequestHandler extends GroupsCommandHandler<typeof submitCreateRequest, Request> {
  protected readonly target = 'group';
  protected readonly decide: Decide = () => {
    throw new Error('the decision needs the number of pending requests');
  };

  constructor(
    decider: Decider,
    @Inject(DECISION_SETTINGS) settings: DecisionSettings,
    private readonly pending: PendingItems,
  ) {
    super(decider, settings);
  }

  override execute(command: SubmitCreateRequestCommand) {
    const { request, caller } = command;
    const key = createRequestsOf(caller.siteId, caller.memberId ?? ''); // without a member id it is refused
    return this.pending.count(key, request.groupId, (counted) => {
      const decide: Decide = (_, states, by) =>
        counted((pendingRequests) => submitCreateRequest({ ...request, pendingRequests }, states, by));
      return this.run(request, command, decide);
    });
  }

  protected streams({ groupId }: Request, caller: Caller) {
    return { group: groupStream(caller.siteId, groupId), site: siteStream(caller.siteId) };
  }
}
