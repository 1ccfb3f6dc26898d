import { FromCaller, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { invitationAnswer, memberAnswer } from '../../answers';
import { Counts } from '../../counts';
import { ApiRefusals, orProblem } from '../../problems';
import { FailureAnswer, InvitationAnswer, MemberAnswer } from '../../shape/answers';
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
  constructor(
    private readonly commands: CommandBus,
    private readonly counts: Counts,
  ) {}

  @Post()
  @Writes()
  @Responds({ members: [MemberAnswer], 'invited?': [InvitationAnswer], 'failures?': [FailureAnswer] })
  @ApiRefusals(...addMembersRefusals)
  async addGroupMembers(
    @UuidParam('groupId') groupId: string,
    @Body() body: AddMembersBody,
    @FromCaller() caller: Caller,
  ) {
    const memberIds = distinct(body.memberIds);
    const openInvitations = await this.counts.openInvitations(caller.siteId, groupId);
    const command = new AddMembersCommand({ groupId, memberIds, openInvitations }, caller);
    const bulk = orProblem(await this.commands.execute(command));
    const added = bulk.done.filter(({ isMember }) => isMember);
    const invited = bulk.done.filter(({ isMember }) => !isMember);
    return {
      members: added.map(({ memberId, theirs }) => memberAnswer(memberId, theirs, 'MEMBER')),
      ...(invited.length > 0 && {
        invited: invited.map(({ memberId, theirs }) => invitationAnswer(groupId, memberId, theirs)),
      }),
      ...failuresOf(bulk),
    };
  }
}
