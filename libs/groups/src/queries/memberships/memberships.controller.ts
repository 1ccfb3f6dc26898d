import { FromReader, MemberParam, PageQuery, type Reader, Reads, Responds } from '@app/http';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/problems';
import { MembershipPart, MembershipResponse } from '../../http/responses/membership.response';
import { PageResponse } from '../../http/responses/page.response';
import { membershipList } from '../fields/membership.fields';
import { Lists } from '../lists';
import { queryBodyOf } from '../paging/query-body-of';
import { FindMemberships } from './memberships.query';

class QueryMembershipsBody extends queryBodyOf(membershipList) {}

@ApiTags('members')
@Controller('v2/members/:memberId/memberships')
export class MembershipsController {
  constructor(private readonly lists: Lists) {}

  @Get()
  @Reads()
  @Responds({ memberships: [MembershipResponse], metadata: PageResponse })
  @ApiProblems('PERMISSION_DENIED')
  async listMemberships(
    @MemberParam('memberId') memberId: string,
    @Query() query: PageQuery,
    @FromReader() reader: Reader,
  ) {
    const { items, metadata } = await this.lists.list(FindMemberships, { memberId }, query, membershipList, reader);
    return { memberships: items, metadata };
  }

  @Post('query')
  @Reads()
  @Responds({ memberships: [MembershipPart], metadata: PageResponse })
  @ApiProblems('PERMISSION_DENIED')
  async queryMemberships(
    @MemberParam('memberId') memberId: string,
    @Body() body: QueryMembershipsBody,
    @FromReader() reader: Reader,
  ) {
    const { items, metadata } = await this.lists.query(FindMemberships, { memberId }, body, membershipList, reader);
    return { memberships: items, metadata };
  }
}
