import { type CommandContext, Decider } from '@app/decider';
import type { Caller } from '@app/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import { DECISION_SETTINGS, type DecisionSettings } from '../../domain/decision-settings';
import { groupStream } from '../../domain/group/group.state';
import { personStream } from '../../domain/site-member/site-member.state';
import { siteStream } from '../../domain/site/site.state';
import { type EventsOf, GroupsCommand, GroupsCommandHandler, type StatesOf } from '../groups-command';
import { createRequestsOf, PendingItems } from '../pending-items';
import { SlugReservations } from '../slug-reservations';
import { type CreateGroup, createGroup } from './create-group.decision';

type Request = Omit<CreateGroup, 'secretSlug' | 'pendingRequests'>;
type Decide = (
  request: Request,
  states: StatesOf<typeof createGroup>,
  caller: Caller,
  settings: DecisionSettings,
) => ReturnType<typeof createGroup>;
export class CreateGroupCommand extends GroupsCommand<typeof createGroup, Request> {}

@CommandHandler(CreateGroupCommand)
export class CreateGroupHandler extends GroupsCommandHandler<typeof createGroup, Request> {
  protected readonly target = 'group';
  protected readonly decide: Decide = () => {
    throw new Error('the decision needs the number of pending requests');
  };

  constructor(
    decider: Decider,
    @Inject(DECISION_SETTINGS) settings: DecisionSettings,
    private readonly slugs: SlugReservations,
    private readonly pending: PendingItems,
  ) {
    super(decider, settings);
  }

  override execute(command: CreateGroupCommand) {
    const { request, caller } = command;
    const key = createRequestsOf(caller.siteId, request.creatorId);
    return this.pending.count(key, request.groupId, (counted) => {
      const decide: Decide = (_, states, by, settings) =>
        counted((pendingRequests) =>
          createGroup({ ...request, secretSlug: this.slugs.newSecretSlug(), pendingRequests }, states, by, settings),
        );
      return this.run(request, command, decide);
    });
  }

  protected streams({ groupId, creatorId }: Request, { siteId }: Caller) {
    return {
      group: groupStream(siteId, groupId),
      site: siteStream(siteId),
      creator: personStream(siteId, creatorId),
    };
  }

  protected override options({ groupId }: Request, context: CommandContext) {
    return { beforeAppend: this.slugs.reserveBeforeAppend<EventsOf<typeof createGroup>>(groupId, context) };
  }
}
