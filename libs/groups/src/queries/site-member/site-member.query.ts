import { Decider } from '@app/decider';
import { refuse, runsTheSite } from '@app/kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { MemberId } from '../../domain/ids';
import { personStream } from '../../domain/site-member/site-member.state';
import { siteMemberResponse } from '../../http/responses/site.response';
import { GroupsQuery } from '../groups-query';

/** The entry of a person in the site's directory, folded from events. People see their own; those who run the site see all. */
export class GetSiteMember extends GroupsQuery<
  { readonly memberId: MemberId },
  { siteMember: ReturnType<typeof siteMemberResponse> }
> {}

@QueryHandler(GetSiteMember)
export class GetSiteMemberHandler implements IQueryHandler<GetSiteMember> {
  constructor(private readonly decider: Decider) {}

  async execute({ request: { memberId }, caller }: GetSiteMember) {
    if (!runsTheSite(caller) && caller.memberId !== memberId) return refuse('PERMISSION_DENIED');
    const { person } = await this.decider.on({ person: personStream(caller.siteId, memberId) }).load();
    if (!person.registered) return refuse('SITE_MEMBER_NOT_FOUND');
    return { accepted: true as const, siteMember: siteMemberResponse(memberId, person) };
  }
}
