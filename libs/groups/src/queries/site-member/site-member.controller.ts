import { ConsistentWith, FromCaller, MemberParam, Reads, Responds } from '@app/http';
import type { Caller, Position } from '@app/kernel';
import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems, orProblem } from '../../http/problems';
import { SiteMemberResponse } from '../../http/responses/site.response';
import { withoutAccepted } from '../without-accepted';
import { GetSiteMember } from './site-member.query';

@ApiTags('directory')
@Controller('v2/site-members/:memberId')
export class SiteMemberController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads()
  @Responds({ siteMember: SiteMemberResponse })
  @ApiProblems('PERMISSION_DENIED', 'SITE_MEMBER_NOT_FOUND')
  async getSiteMember(
    @MemberParam('memberId') memberId: string,
    @FromCaller() caller: Caller,
    @ConsistentWith() since: Position | null,
  ) {
    return withoutAccepted(orProblem(await this.queries.execute(new GetSiteMember({ memberId }, caller, since))));
  }
}
