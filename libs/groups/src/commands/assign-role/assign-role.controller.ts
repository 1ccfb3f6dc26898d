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
import { AssignRoleCommand } from './assign-role.command';
import { assignRoleRefusals } from './assign-role.decision';

class AssignedRole {
  @ApiProperty({ enum: ['ADMIN', 'MEMBER'], example: 'ADMIN' }) @IsIn(['ADMIN', 'MEMBER']) readonly value!:
    'ADMIN' | 'MEMBER';
}

export class AssignRoleBody {
  @ApiProperty({ isArray: true, type: String, maxItems: 100 }) @MemberIds() readonly memberIds!: string[];
  @ApiProperty({ type: AssignedRole }) @Nested(() => AssignedRole) readonly role!: AssignedRole;
}

@ApiTags('roles')
@Controller('v2/groups/:groupId/roles/assign')
export class AssignRoleController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({ groupId: String, memberIds: [String], role: RoleResponse, 'failures?': [FailureResponse] })
  @ApiRefusals(...assignRoleRefusals)
  async assignRole(@UuidParam('groupId') groupId: string, @Body() body: AssignRoleBody, @FromCaller() caller: Caller) {
    const items = uniqueIds(body.memberIds).map((memberId) => ({ groupId, memberId, role: body.role.value }));
    const bulk = orProblem(await this.commands.execute(new AssignRoleCommand(items, caller)));
    return {
      groupId,
      memberIds: bulk.done.map(({ request }) => request.memberId),
      role: { value: body.role.value },
      ...failuresOf(bulk),
    };
  }
}
