import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { personStream } from '../../domain/site-member/site-member.state';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type SetSiteMember, setSiteMember } from './set-site-member.decision';

export class SetSiteMemberCommand extends GroupsCommand<typeof setSiteMember> {}

@CommandHandler(SetSiteMemberCommand)
export class SetSiteMemberHandler extends GroupsCommandHandler<typeof setSiteMember> {
  protected readonly target = 'person';
  protected readonly decide = setSiteMember;

  protected streams({ memberId }: SetSiteMember, caller: Caller) {
    return { person: personStream(caller.siteId, memberId) };
  }
}
