import { FromCaller, Nested, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { ApiRefusals, orProblem } from '../../http/problems';
import { uniqueIds, MemberIds } from '../../http/requests/ids.dto';
import { FailureResponse } from '../../http/responses/failure.response';
import { RoleResponse } from '../../http/responses/member.response';
import { failuresOf } from '../bulk';
import { UnassignRoleCommand } from './unassign-role.command';
import { unassignRoleRefusals } from './unassign-role.decision';

/** Only ADMIN can be taken back: being a member is not a role that one loses and stays. */
class UnassignedRole {
  @ApiProperty({ enum: ['ADMIN'], example: 'ADMIN' }) @IsIn(['ADMIN']) readonly value!: 'ADMIN';
}

export class UnassignRoleBody {
  @ApiProperty({ isArray: true, type: String, maxItems: 100 }) @MemberIds() readonly memberIds!: string[];
  @ApiProperty({ type: UnassignedRole }) @Nested(() => UnassignedRole) readonly role!: UnassignedRole;
}

@ApiTags('roles')
@Controller('v2/groups/:groupId/roles/unassign')
export class UnassignRoleController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({ groupId: String, memberIds: [String], role: RoleResponse, 'failures?': [FailureResponse] })
  @ApiRefusals(...unassignRoleRefusals)
  async unassignRole(
    @UuidParam('groupId') groupId: string,
    @Body() body: UnassignRoleBody,
    @FromCaller() caller: Caller,
  ) {
    const items = uniqueIds(body.memberIds).map((memberId) => ({ groupId, memberId }));
    const bulk = orProblem(await this.commands.execute(new UnassignRoleCommand(items, caller)));
    return {
      groupId,
      memberIds: bulk.done.map(({ request }) => request.memberId),
      role: { value: body.role.value },
      ...failuresOf(bulk),
    };
  }
}
