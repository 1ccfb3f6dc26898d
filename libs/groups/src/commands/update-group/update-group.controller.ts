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
import type { Caller, Refused } from '@app/kernel';
import { Body, Controller, Patch } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import type { ContentType } from '../../domain/group/description';
import { ApiRefusals, orProblem } from '../../http/problems';
import { ChangedGroupDto, InContentType, typedDescription } from '../../http/requests/group.dto';
import { settingsDisagree } from '../../http/requests/settings-disagree';
import { GroupResponse, groupResponse } from '../../http/responses/group.response';
import { ViewCounts } from '../../runtime/view-counts';
import { UpdateGroupCommand } from './update-group.command';
import { updateGroupRefusals } from './update-group.decision';

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
    private readonly counts: ViewCounts,
  ) {}

  @Patch()
  @Writes()
  @Responds({ group: GroupResponse })
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
    const before = await this.counts.ofGroup(caller.siteId, groupId);
    const result = await this.commands.execute(new UpdateGroupCommand({ groupId, changes, expected }, caller));
    const { states, events } = orProblem(orContradiction(result));
    const settlesRequests = events.some(({ type, data }) => type === 'GroupPrivacyChanged' && data.to !== 'PRIVATE');
    const { lastActivityDate, ...counts } = settlesRequests
      ? await this.counts.ofGroupAfterPolicies(caller.siteId, groupId)
      : before;
    tag(states.group.detailsRevision);
    return {
      group: groupResponse(groupId, states.group, states.group.slug, counts, lastActivityDate, body.contentType),
    };
  }
}

/** The one refusal that is the request's own contradiction is a 400, and names the field. */
function orContradiction<Accepted extends { readonly accepted: true }, Code extends string>(
  result: Accepted | Refused<Code | 'SETTINGS_DISAGREE'>,
): Accepted | Refused<Exclude<Code, 'SETTINGS_DISAGREE'>> {
  if (!result.accepted && result.refusal === 'SETTINGS_DISAGREE') throw settingsDisagree(String(result.data?.field));
  return result as Accepted | Refused<Exclude<Code, 'SETTINGS_DISAGREE'>>;
}
