import { type CommandContext, Decider } from '@app/decider';
import type { Caller } from '@app/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import { DECISION_SETTINGS, type DecisionSettings } from '../../domain/decision-settings';
import { groupStream } from '../../domain/group/group.state';
import type { GroupId } from '../../domain/ids';
import { personStream } from '../../domain/site-member/site-member.state';
import { BulkCommand, BulkCommandHandler } from '../bulk';
import type { EventsOf, StatesOf } from '../groups-command';
import { SlugReservations } from '../slug-reservations';
import { approveCreateRequest } from './approve-create-requests.decision';

type Request = { groupId: GroupId };
export class ApproveCreateRequestsCommand extends BulkCommand<typeof approveCreateRequest, Request> {}

@CommandHandler(ApproveCreateRequestsCommand)
export class ApproveCreateRequestsHandler extends BulkCommandHandler<typeof approveCreateRequest, Request> {
  protected readonly target = 'group';
  protected readonly decide = (request: Request, states: StatesOf<typeof approveCreateRequest>, caller: Caller) =>
    approveCreateRequest({ ...request, secretSlug: this.slugs.newSecretSlug() }, states, caller);

  constructor(
    decider: Decider,
    @Inject(DECISION_SETTINGS) settings: DecisionSettings,
    private readonly slugs: SlugReservations,
  ) {
    super(decider, settings);
  }

  protected async streams({ groupId }: Request, { siteId }: Caller) {
    const group = groupStream(siteId, groupId);
    const { requestedById } = (await this.decider.on({ group }).load()).group; // does not change once it is set
    return { group, person: personStream(siteId, requestedById ?? undefined) };
  }

  protected override options({ groupId }: Request, context: CommandContext) {
    return { beforeAppend: this.slugs.reserveBeforeAppend<EventsOf<typeof approveCreateRequest>>(groupId, context) };
  }
}
