import {
  ETag,
  type ExpectedRevision,
  FromCaller,
  IfMatch,
  IsMemberId,
  Responds,
  type SetETag,
  UuidParam,
  Writes,
} from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { memberIdForm } from '../../http/requests/ids.dto';
import { GroupResponse, groupResponse } from '../../http/responses/group.response';
import { ViewCounts } from '../../runtime/view-counts';
import { HandOverOwnershipCommand } from './hand-over-ownership.command';
import { handOverOwnershipRefusals } from './hand-over-ownership.decision';

export class HandOverOwnershipBody {
  @ApiProperty({ description: 'The member who becomes the owner.', example: 'mira', ...memberIdForm })
  @IsMemberId()
  readonly memberId!: string;
}

@ApiTags('groups')
@Controller('v2/groups/:groupId/owner')
export class HandOverOwnershipController {
  constructor(
    private readonly commands: CommandBus,
    private readonly counts: ViewCounts,
  ) {}

  @Post()
  @Writes()
  @Responds({ group: GroupResponse })
  @ApiRefusals(...handOverOwnershipRefusals)
  async handOverOwnership(
    @UuidParam('groupId') groupId: string,
    @Body() { memberId }: HandOverOwnershipBody,
    @IfMatch() expected: ExpectedRevision,
    @FromCaller() caller: Caller,
    @ETag() tag: SetETag,
  ) {
    const command = new HandOverOwnershipCommand({ groupId, memberId, expected }, caller);
    const { lastActivityDate, ...counts } = await this.counts.ofGroup(caller.siteId, groupId); // stays as it is
    const { states } = orProblem(await this.commands.execute(command));
    tag(states.group.detailsRevision);
    return { group: groupResponse(groupId, states.group, states.group.slug, counts, lastActivityDate) };
  }
}
