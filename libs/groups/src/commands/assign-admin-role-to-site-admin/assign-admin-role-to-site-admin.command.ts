import type { Caller } from '@app/kernel';
import { CommandHandler } from '@nestjs/cqrs';
import { groupStream } from '../../domain/group/group.state';
import { membershipStream } from '../../domain/membership/membership.state';
import { GroupsCommand, GroupsCommandHandler } from '../groups-command';
import {
  type AssignAdminRoleToSiteAdmin,
  assignAdminRoleToSiteAdmin,
} from './assign-admin-role-to-site-admin.decision';

export class AssignAdminRoleToSiteAdminCommand extends GroupsCommand<typeof assignAdminRoleToSiteAdmin> {}

@CommandHandler(AssignAdminRoleToSiteAdminCommand)
export class AssignAdminRoleToSiteAdminHandler extends GroupsCommandHandler<typeof assignAdminRoleToSiteAdmin> {
  protected readonly target = 'group';
  protected readonly decide = assignAdminRoleToSiteAdmin;

  protected streams({ groupId, memberId }: AssignAdminRoleToSiteAdmin, caller: Caller) {
    return {
      group: groupStream(caller.siteId, groupId),
      targetMembership: membershipStream(caller.siteId, groupId, memberId),
    };
  }
}
