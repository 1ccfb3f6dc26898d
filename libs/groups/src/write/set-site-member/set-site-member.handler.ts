import type { Outcome } from '@app/decider';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { SiteMemberEvent } from '../../site-member/site-member.events';
import type { SiteMember } from '../../site-member/site-member.state';
import { personStream, Streams } from '../../streams';
import { Ask } from '../ask';
import { type SetSiteMember, setSiteMember, type SetSiteMemberRefusal } from './set-site-member.decision';

type Answer = Outcome<{ person: SiteMember }, SiteMemberEvent, SetSiteMemberRefusal>;
export class SetSiteMemberCommand extends Ask<SetSiteMember, Answer> {}

@CommandHandler(SetSiteMemberCommand)
export class SetSiteMemberHandler implements ICommandHandler<SetSiteMemberCommand> {
  constructor(private readonly streams: Streams) {}

  execute(ask: SetSiteMemberCommand) {
    const { request, caller } = ask;
    return this.streams
      .reading({ person: personStream(caller.siteId, request.memberId) })
      .deciding('person', (on) => setSiteMember(request, on, caller), ask);
  }
}
