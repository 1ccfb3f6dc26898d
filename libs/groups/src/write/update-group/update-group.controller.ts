import { FromCaller, invalid, Nested, UuidParam, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Patch } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { groupAnswer } from '../../answers';
import { Counts } from '../../counts';
import { ApiProblems, orProblem } from '../../problems';
import { contentTypes, GroupDto } from '../../shape/group.dto';
import { IfPresent } from '../../shape/if-present';
import { settingsDisagree } from '../../shape/settings-disagree';
import { type UpdateGroupProblem, type UpdateGroupRefusal, updateGroupRefusals } from './update-group.decision';
import { UpdateGroupCommand, type UpdateGroupOutcome } from './update-group.handler';

export class UpdateGroupBody {
  @ApiProperty({ type: GroupDto, example: { name: 'Yoga at noon', teaser: null } })
  @Nested(() => GroupDto)
  readonly group!: GroupDto;

  @ApiPropertyOptional({ enum: contentTypes })
  @IfPresent()
  @IsIn(contentTypes)
  readonly contentType?: string;
}

@ApiTags('groups')
@Controller('v2/groups/:groupId')
export class UpdateGroupController {
  constructor(
    private readonly commands: CommandBus,
    private readonly counts: Counts,
  ) {}

  @Patch()
  @Writes()
  @ApiProblems(...updateGroupRefusals)
  async updateGroup(
    @UuidParam('groupId') groupId: string,
    @Body() body: UpdateGroupBody,
    @FromCaller() caller: Caller,
  ) {
    const { id, ...changes } = body.group;
    if (id !== undefined && id.toLowerCase() !== groupId) throw invalid('group.id', 'must equal the id in the path');
    const outcome = await this.commands.execute(new UpdateGroupCommand({ groupId, changes }, caller));
    const { on } = orProblem(unlessContradicting(outcome));
    const { lastActivityDate, ...counts } = await this.counts.of(caller.siteId, groupId);
    return { group: groupAnswer(groupId, on.group, on.group.slug, counts, lastActivityDate) };
  }
}

/** The one refusal that is the request's own contradiction is a 400, and names the field. */
function unlessContradicting(outcome: UpdateGroupOutcome<UpdateGroupRefusal>): UpdateGroupOutcome<UpdateGroupProblem> {
  if (outcome.accepted) return outcome;
  const { refusal, ...rest } = outcome;
  if (refusal === 'SETTINGS_DISAGREE') throw settingsDisagree(String(rest.data?.field));
  return { ...rest, refusal };
}
