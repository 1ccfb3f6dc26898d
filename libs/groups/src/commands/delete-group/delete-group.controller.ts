import { type ExpectedRevision, FromCaller, IfMatch, Responds, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Controller, Delete } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiRefusals, orProblem } from '../../http/problems';
import { GroupResponse, groupResponse } from '../../http/responses/group.response';
import { ViewCounts } from '../../runtime/view-counts';
import { DeleteGroupCommand } from './delete-group.command';
import { deleteGroupRefusals } from './delete-group.decision';

@ApiTags('groups')
@Controller('v2/groups/:groupId')
export class DeleteGroupController {
  constructor(
    private readonly commands: CommandBus,
    private readonly counts: ViewCounts,
  ) {}

  @Delete()
  @Writes()
  @Responds({ group: GroupResponse })
  @ApiRefusals(...deleteGroupRefusals)
  async deleteGroup(
    @UuidParam('groupId') groupId: string,
    @IfMatch() expected: ExpectedRevision,
    @FromCaller() caller: Caller,
  ) {
    const { lastActivityDate, ...counts } = await this.counts.ofGroup(caller.siteId, groupId);
    const { states, events } = orProblem(
      await this.commands.execute(new DeleteGroupCommand({ groupId, expected }, caller)),
    );
    const slug = events[0]?.data.formerSlug ?? null;
    return { group: groupResponse(groupId, states.group, slug, counts, lastActivityDate) };
  }
}
