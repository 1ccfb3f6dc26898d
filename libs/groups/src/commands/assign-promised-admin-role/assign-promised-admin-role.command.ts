import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupStream } from '../../domain/group/group.state';
import { membershipStream } from '../../domain/membership/membership.state';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import {
  type AssignPromisedAdminRole,
  assignPromisedAdminRole,
  nominatePromisedAdmin,
} from './assign-promised-admin-role.decision';

export class AssignPromisedAdminRoleCommand extends GroupsCommand<typeof assignPromisedAdminRole> {}

@CommandHandler(AssignPromisedAdminRoleCommand)
export class AssignPromisedAdminRoleHandler extends GroupsCommandHandler<typeof assignPromisedAdminRole> {
  protected readonly target = 'group';
  protected readonly decide = assignPromisedAdminRole;
  protected override readonly firstStep = { target: 'targetMembership', decide: nominatePromisedAdmin } as const;

  protected streams({ groupId, memberId }: AssignPromisedAdminRole, caller: Caller) {
    return {
      group: groupStream(caller.siteId, groupId),
      targetMembership: membershipStream(caller.siteId, groupId, memberId),
    };
  }
}
