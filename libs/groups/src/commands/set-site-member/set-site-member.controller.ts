import { FromCaller, IfPresent, invalid, IsMemberId, MemberParam, Nested, Responds, Text, Writes } from '@app/http';
import type { Caller } from '@app/kernel';
import { Body, Controller, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { profileVisibilities, type ProfileVisibility } from '../../domain/site-member/site-member.events';
import { ApiRefusals, orProblem } from '../../http/problems';
import { memberIdForm } from '../../http/requests/ids.dto';
import { SiteMemberResponse, siteMemberResponse } from '../../http/responses/site.response';
import { SetSiteMemberCommand } from './set-site-member.command';
import { setSiteMemberRefusals } from './set-site-member.decision';

class SiteMemberDto {
  @ApiProperty({ enum: profileVisibilities, example: 'PUBLIC' })
  @IsIn(profileVisibilities)
  readonly profile!: ProfileVisibility;
  @ApiPropertyOptional({ maxLength: 100, example: 'Mira' })
  @IfPresent()
  @Text({ max: 100, oneLine: true })
  readonly nickname?: string;
  @ApiPropertyOptional({ readOnly: true, ...memberIdForm }) @IfPresent() @IsMemberId() readonly memberId?: string;
}

export class SetSiteMemberBody {
  @ApiProperty({ type: SiteMemberDto }) @Nested(() => SiteMemberDto) readonly siteMember!: SiteMemberDto;
}

@ApiTags('directory')
@Controller('v2/site-members/:memberId')
export class SetSiteMemberController {
  constructor(private readonly commands: CommandBus) {}

  @Put()
  @Writes()
  @Responds({ siteMember: SiteMemberResponse })
  @ApiRefusals(...setSiteMemberRefusals)
  async setSiteMember(
    @MemberParam('memberId') memberId: string,
    @Body() { siteMember }: SetSiteMemberBody,
    @FromCaller() caller: Caller,
  ) {
    if (siteMember.memberId !== undefined && siteMember.memberId !== memberId)
      throw invalid('siteMember.memberId', 'must equal the id in the path');
    const { profile, nickname } = siteMember;
    const request = { memberId, profile, ...(nickname !== undefined && { nickname }) };
    const { states } = orProblem(await this.commands.execute(new SetSiteMemberCommand(request, caller)));
    return { siteMember: siteMemberResponse(memberId, states.person) };
  }
}
