import { FromCaller, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { isAdmin } from '../../domain/permissions';
import { ApiRefusals, orProblem } from '../../http/problems';
import {
  uniqueAnswers,
  AutoInviteId,
  MembershipQuestionAnswers,
  type MembershipQuestionAnswerDto,
  throwIfAnswersRefused,
} from '../../http/requests/membership-question-answers.dto';
import { MemberResponse, memberResponse } from '../../http/responses/member.response';
import { JoinGroupCommand } from './join-group.command';
import { joinGroupRefusals } from './join-group.decision';

export class JoinGroupBody {
  @MembershipQuestionAnswers() readonly membershipQuestionAnswers?: MembershipQuestionAnswerDto[];
  @AutoInviteId({ nullable: true }) readonly autoInviteId?: string;
}

@ApiTags('members')
@Controller('v2/groups/:groupId/join')
export class JoinGroupController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Writes()
  @Responds({ member: MemberResponse })
  @ApiRefusals(...joinGroupRefusals)
  async joinGroup(@UuidParam('groupId') groupId: string, @Body() body: JoinGroupBody, @FromCaller() caller: Caller) {
    const command = new JoinGroupCommand({ groupId, answers: uniqueAnswers(body) }, caller);
    const { states, events } = orProblem(throwIfAnswersRefused(await this.commands.execute(command)));
    const becomesAdmin = events.some((event) => event.type === 'MemberJoined' && event.data.becoming === 'ADMIN');
    const role = becomesAdmin || isAdmin(states.group, states.callerMembership, caller.memberId) ? 'ADMIN' : 'MEMBER';
    return { member: memberResponse(caller.memberId!, states.callerMembership, role) };
  }
}
