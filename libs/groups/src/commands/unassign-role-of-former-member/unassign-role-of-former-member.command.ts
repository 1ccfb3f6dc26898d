import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupStream } from '../../domain/group/group.state';
import { membershipStream } from '../../domain/membership/membership.state';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import { type UnassignRoleOfFormerMember, unassignRoleOfFormerMember } from './unassign-role-of-former-member.decision';

export class UnassignRoleOfFormerMemberCommand extends GroupsCommand<typeof unassignRoleOfFormerMember> {}

@CommandHandler(UnassignRoleOfFormerMemberCommand)
export class UnassignRoleOfFormerMemberHandler extends GroupsCommandHandler<typeof unassignRoleOfFormerMember> {
  protected readonly target = 'group';
  protected readonly decide = unassignRoleOfFormerMember;

  protected streams({ groupId, memberId }: UnassignRoleOfFormerMember, caller: Caller) {
    return {
      group: groupStream(caller.siteId, groupId),
      targetMembership: membershipStream(caller.siteId, groupId, memberId),
    };
  }
}
