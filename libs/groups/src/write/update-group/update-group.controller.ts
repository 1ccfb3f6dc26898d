import {
  ETag,
  type ExpectedRevision,
  FromCaller,
  IfMatch,
  invalid,
  Nested,
  Responds,
  type SetETag,
  UuidParam,
  Writes,
} from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Patch } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { groupAnswer } from '../../answers';
import { Counts } from '../../counts';
import type { ContentType } from '../../group/description';
import { ApiRefusals, orProblem } from '../../problems';
import { GroupAnswer } from '../../shape/answers';
import { ChangedGroupDto, InContentType, typedDescription } from '../../shape/group.dto';
import { settingsDisagree } from '../../shape/settings-disagree';
import { type UpdateGroupProblem, type UpdateGroupRefusal, updateGroupRefusals } from './update-group.decision';
import { UpdateGroupCommand, type UpdateGroupOutcome } from './update-group.handler';

export class UpdateGroupBody {
  @ApiProperty({ type: ChangedGroupDto, example: { name: 'Yoga at noon', teaser: null } })
  @Nested(() => ChangedGroupDto)
  readonly group!: ChangedGroupDto;

  @InContentType() readonly contentType?: ContentType;
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
  @Responds({ group: GroupAnswer })
  @ApiRefusals(...updateGroupRefusals)
  async updateGroup(
    @UuidParam('groupId') groupId: string,
    @Body() body: UpdateGroupBody,
    @IfMatch() expected: ExpectedRevision,
    @FromCaller() caller: Caller,
    @ETag() tag: SetETag,
  ) {
    const { id, description: _typed, ...others } = body.group;
    const changes = { ...others, ...typedDescription(body.group, body.contentType) };
    if (id !== undefined && id.toLowerCase() !== groupId) throw invalid('group.id', 'must equal the id in the path');
    const outcome = await this.commands.execute(new UpdateGroupCommand({ groupId, changes, expected }, caller));
    const { on } = orProblem(unlessContradicting(outcome));
    const { lastActivityDate, ...counts } = await this.counts.of(caller.siteId, groupId);
    tag(on.group.detailsRevision);
    return { group: groupAnswer(groupId, on.group, on.group.slug, counts, lastActivityDate, body.contentType) };
  }
}

/** The one refusal that is the request's own contradiction is a 400, and names the field. */
function unlessContradicting(outcome: UpdateGroupOutcome<UpdateGroupRefusal>): UpdateGroupOutcome<UpdateGroupProblem> {
  if (outcome.accepted) return outcome;
  const { refusal, ...rest } = outcome;
  if (refusal === 'SETTINGS_DISAGREE') throw settingsDisagree(String(rest.data?.field));
  return { ...rest, refusal };
}
