import { type Caller, type Refused, refuse, runsTheSite } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { Injectable, Logger } from '@nestjs/common';
import type { GroupId } from '../ids';
import { belongs, canSee, type JudgedGroup, type JudgedMembership } from '../permissions';
import type { GroupDocument } from './groups/groups.projection';
import { judged } from './judged';
import { membershipId } from './memberships/memberships.projection';
import { Views } from './views';

type Visible = {
  readonly accepted: true;
  readonly document: GroupDocument;
  readonly group: JudgedGroup;
  readonly mine: JudgedMembership;
};

/** What a caller gets to see of groups: what is hidden from them is missing, and is never counted. */
@Injectable()
export class VisibleGroups {
  private readonly log = new Logger('secret-groups');

  constructor(private readonly views: Views) {}

  /** One group, as the views show it. `route` names the read for the line that tells of site admins looking into SECRET groups. */
  async one(caller: Caller, groupId: GroupId, route: string): Promise<Visible | Refused<'GROUP_NOT_FOUND'>> {
    const document = await this.views.get('groups', caller.siteId, groupId);
    return document ? this.judge(caller, document, route) : refuse('GROUP_NOT_FOUND');
  }

  /** The same for a group that was found already. */
  async judge(caller: Caller, document: GroupDocument, route: string): Promise<Visible | Refused<'GROUP_NOT_FOUND'>> {
    const { memberId, siteId, kind, id } = caller;
    const mine =
      memberId === undefined ? null : await this.views.get('memberships', siteId, membershipId(document.id, memberId));
    const here = judged(document, mine);
    if (!canSee(here, caller)) return refuse('GROUP_NOT_FOUND');
    const looksIn = document.privacyStatus === 'SECRET' && !belongs(here.group, here.mine, memberId);
    if (looksIn)
      this.log.log({ actor: { kind, id }, groupId: document.id, route }, 'secret group read by who runs the site');
    return { accepted: true, document, ...here };
  }

  /** The condition on groups that leaves out every one that the caller may not see. */
  async condition(caller: Caller): Promise<Filter> {
    if (runsTheSite(caller)) return { all: [] };
    const open: Filter = { field: 'privacyStatus', is: 'in', values: ['PUBLIC', 'PRIVATE'] }; // not "ne": this one an index counts
    const mine = await this.secretGroups(caller, 'JOINED');
    return mine.length === 0 ? open : { any: [open, { field: 'id', is: 'in', values: mine }] };
  }

  /** The SECRET ones among the groups in which the caller's membership has this status. */
  async secretGroups({ siteId, memberId }: Caller, status: 'JOINED' | 'PENDING'): Promise<readonly GroupId[]> {
    if (memberId === undefined) return [];
    const secret: GroupId[] = [];
    const theirs: Filter = {
      all: [
        { field: 'memberId', is: 'eq', value: memberId },
        { field: 'status', is: 'eq', value: status },
      ],
    };
    for await (const chunk of this.views.all('memberships', siteId, theirs)) {
      const ids = chunk.map(({ groupId }) => groupId);
      const amongThem: Filter = {
        all: [
          { field: 'id', is: 'in', values: ids },
          { field: 'privacyStatus', is: 'eq', value: 'SECRET' },
        ],
      };
      for await (const found of this.views.all('groups', siteId, amongThem)) secret.push(...found.map(({ id }) => id));
    }
    return secret;
  }
}
