import { FromCaller, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { memberAnswer } from '../../answers';
import { ApiProblems, orProblem } from '../../problems';
import { distinct, MemberIds } from '../../shape/ids.dto';
import { failuresOf } from '../bulk';
import { addMembersRefusals } from './add-members.decision';
import { AddMembersCommand } from './add-members.handler';

export class AddMembersBody {
  @ApiProperty({ isArray: true, type: String, maxItems: 100 }) @MemberIds() readonly memberIds!: string[];
}

@ApiTags('members')
@Controller('v2/groups/:groupId/members')
export class AddMembersController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @ApiProblems(...addMembersRefusals)
  async addGroupMembers(
    @UuidParam('groupId') groupId: string,
    @Body() body: AddMembersBody,
    @FromCaller() caller: Caller,
  ) {
    const memberIds = distinct(body.memberIds);
    const bulk = orProblem(await this.commands.execute(new AddMembersCommand({ groupId, memberIds }, caller)));
    return {
      members: bulk.done.map(({ memberId, theirs }) => memberAnswer(memberId, theirs, 'MEMBER')),
      ...failuresOf(bulk),
    };
  }
}
