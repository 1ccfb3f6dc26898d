import { refuse, runsTheSite } from '@app/kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { siteMemberAnswer } from '../../answers';
import type { MemberId } from '../../ids';
import { personStream, Streams } from '../../streams';
import { See } from '../see';

/** What the directory says of a person, folded from their few events. People see their own entry only. */
export class GetSiteMember extends See<{ memberId: MemberId }, { siteMember: ReturnType<typeof siteMemberAnswer> }> {}

@QueryHandler(GetSiteMember)
export class GetSiteMemberHandler implements IQueryHandler<GetSiteMember> {
  constructor(private readonly streams: Streams) {}

  async execute({ request: { memberId }, caller }: GetSiteMember) {
    if (!runsTheSite(caller) && caller.memberId !== memberId) return refuse('PERMISSION_DENIED');
    const { person } = await this.streams.reading({ person: personStream(caller.siteId, memberId) }).states();
    if (!person.registered) return refuse('SITE_MEMBER_NOT_FOUND');
    return { accepted: true as const, siteMember: siteMemberAnswer(memberId, person) };
  }
}
