import { FromCaller, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { uniqueIds, MemberIds } from '../../http/requests/ids.dto';
import { FailureResponse } from '../../http/responses/failure.response';
import { InvitationResponse, invitationResponse } from '../../http/responses/invitation.response';
import { MemberResponse, memberResponse } from '../../http/responses/member.response';
import { ViewCounts } from '../../runtime/view-counts';
import { failuresOf } from '../bulk';
import { AddMembersCommand } from './add-members.command';
import { addMembersRefusals } from './add-members.decision';

export class AddMembersBody {
  @ApiProperty({ isArray: true, type: String, maxItems: 100 }) @MemberIds() readonly memberIds!: string[];
}

@ApiTags('members')
@Controller('v2/groups/:groupId/members')
export class AddMembersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly counts: ViewCounts,
  ) {}

  @Post()
  @Writes()
  @Responds({ members: [MemberResponse], 'invited?': [InvitationResponse], 'failures?': [FailureResponse] })
  @ApiRefusals(...addMembersRefusals)
  async addGroupMembers(
    @UuidParam('groupId') groupId: string,
    @Body() body: AddMembersBody,
    @FromCaller() caller: Caller,
  ) {
    await this.counts.showInvitations(caller, groupId);
    const items = uniqueIds(body.memberIds).map((memberId) => ({ groupId, memberId }));
    const bulk = orProblem(await this.commands.execute(new AddMembersCommand(items, caller)));
    const isMember = ({ events }: { events: readonly { type: string }[] }) =>
      events.some(({ type }) => type === 'MemberJoined');
    const added = bulk.done.filter(isMember);
    const invited = bulk.done.filter((done) => !isMember(done));
    return {
      members: added.map(({ request: { memberId }, states }) =>
        memberResponse(memberId, states.targetMembership, 'MEMBER'),
      ),
      ...(invited.length > 0 && {
        invited: invited.map(({ request: { memberId }, states }) =>
          invitationResponse(groupId, memberId, states.targetMembership),
        ),
      }),
      ...failuresOf(bulk),
    };
  }
}
