import { afterWrite, type CommandContext, Decider } from '@app/decider';
import type { Caller } from '@app/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import { DECISION_SETTINGS, type DecisionSettings } from '../../domain/decision-settings';
import { slugOfName } from '../../domain/slug/slug-of-name';
import { groupAndCaller } from '../../domain/streams';
import { type EventsOf, GroupsCommand, GroupsCommandHandler, type StatesOf } from '../groups-command';
import { SlugReservations } from '../slug-reservations';
import { type UpdateGroup, updateGroup } from './update-group.decision';

type Request = Omit<UpdateGroup, 'secretSlug'>;
export class UpdateGroupCommand extends GroupsCommand<typeof updateGroup, Request> {}

@CommandHandler(UpdateGroupCommand)
export class UpdateGroupHandler extends GroupsCommandHandler<typeof updateGroup, Request> {
  protected readonly target = 'group';
  protected readonly decide = (request: Request, states: StatesOf<typeof updateGroup>, caller: Caller) =>
    updateGroup({ ...request, secretSlug: this.slugs.newSecretSlug() }, states, caller);

  constructor(
    decider: Decider,
    @Inject(DECISION_SETTINGS) settings: DecisionSettings,
    private readonly slugs: SlugReservations,
  ) {
    super(decider, settings);
  }

  /**
   * The states have the slug that the group has now: if its new name has got a numbered one, the policy `take-freed-slug`
   * may have exchanged it already.
   */
  override async execute(command: UpdateGroupCommand) {
    const result = await super.execute(command);
    const renamed = result.accepted && result.events.find((event) => event.type === 'GroupRenamed');
    if (!renamed || renamed.data.formerSlug === undefined) return result;
    const plain = slugOfName(renamed.data.name);
    if (renamed.data.slug === plain) return result;
    const { group } = await afterWrite(this.decider.on(this.streams(command.request, command.caller)).load());
    return group.slug === plain ? { ...result, states: { ...result.states, group } } : result;
  }

  protected streams({ groupId }: Request, caller: Caller) {
    return groupAndCaller(caller, groupId);
  }

  protected override options({ groupId }: Request, context: CommandContext) {
    return { beforeAppend: this.slugs.reserveBeforeAppend<EventsOf<typeof updateGroup>>(groupId, context) };
  }
}
