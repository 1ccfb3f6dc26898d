import { havingWritten, type Outcome } from '@app/decider';
import type { Event } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { here, Streams } from '../../streams';
import { Ask } from '../ask';
import { leave, type LeaveGroup, type LeaveGroupRefusal, stepDown } from './leave-group.decision';

export class LeaveGroupCommand extends Ask<LeaveGroup, Outcome<unknown, Event, LeaveGroupRefusal>> {}

@CommandHandler(LeaveGroupCommand)
export class LeaveGroupHandler implements ICommandHandler<LeaveGroupCommand> {
  constructor(private readonly streams: Streams) {}

  async execute(ask: LeaveGroupCommand): Promise<Outcome<unknown, Event, LeaveGroupRefusal>> {
    const { request, caller } = ask;
    const streams = this.streams.reading(here(caller, request.groupId));
    const stepped = await streams.deciding('group', (on) => stepDown(request, on, caller), ask, { leadsTo: 'mine' });
    if (!stepped.accepted) return stepped;
    const left = streams.deciding('mine', (on) => leave(request, on, caller), ask);
    return stepped.events.length > 0 ? havingWritten(left) : left;
  }
}
