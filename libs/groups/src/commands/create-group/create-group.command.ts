import { type CommandContext, Decider } from '@app/decider';
import type { Caller } from '@app/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import { DECISION_SETTINGS, type DecisionSettings } from '../../domain/decision-settings';
import { groupStream } from '../../domain/group/group.state';
import { personStream } from '../../domain/site-member/site-member.state';
import { siteStream } from '../../domain/site/site.state';
import { type EventsOf, GroupsCommand, GroupsCommandHandler, type StatesOf } from '../groups-command';
import { SlugReservations } from '../slug-reservations';
import { type CreateGroup, createGroup } from './create-group.decision';

type Request = Omit<CreateGroup, 'secretSlug'>;
export class CreateGroupCommand extends GroupsCommand<typeof createGroup, Request> {}

@CommandHandler(CreateGroupCommand)
export class CreateGroupHandler extends GroupsCommandHandler<typeof createGroup, Request> {
  protected readonly target = 'group';
  protected readonly decide = (
    request: Request,
    states: StatesOf<typeof createGroup>,
    caller: Caller,
    settings: DecisionSettings,
  ) => createGroup({ ...request, secretSlug: this.slugs.newSecretSlug() }, states, caller, settings);

  constructor(
    decider: Decider,
    @Inject(DECISION_SETTINGS) settings: DecisionSettings,
    private readonly slugs: SlugReservations,
  ) {
    super(decider, settings);
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
