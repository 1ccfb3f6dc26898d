import { EventUnreadable } from '@app/event-store';
import { type Caller, type Position, type Refused, runsTheSite } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { Injectable } from '@nestjs/common';
import type { IQueryHandler } from '@nestjs/cqrs';
import pMap from 'p-map';
import type { Refusal } from '../http/problems';
import type { Documents, ViewName } from '../views/collections';
import type { MembershipDocument } from '../views/memberships.projection';
import type { Page, PageRequest, Shown } from '../views/page';
import { Views } from '../views/views';
import type { Rights } from './access/rights';
import { VisibleGroups } from './access/visible-groups';
import { GroupsQuery, type QueryResult } from './groups-query';

/** A page of a list, as responses show it. */
export type ListPage<Item> = { readonly items: readonly Item[]; readonly metadata: Page<unknown>['metadata'] };

/** A query for a page of a list. `Scope`: what the list belongs to, such as a group. */
export abstract class ListQuery<Scope, Item> extends GroupsQuery<
  Scope & { readonly page: PageRequest },
  ListPage<Item>
> {}

/** How many groups of a page are looked at on the events at the same time. */
const CONCURRENCY = 8;

/**
 * Looks at the entries of a page, some of which are judged on the events of their groups. An entry that cannot be judged,
 * because an event of its group cannot be read, is `unreadable`: the others have nothing to do with it.
 */
export const eachEntry = <Entry, Result>(
  entries: Iterable<Entry>,
  judge: (entry: Entry) => Promise<Result>,
  unreadable: Result,
): Promise<Result[]> =>
  pMap(
    entries,
    (entry) =>
      judge(entry).catch((error: unknown) => {
        if (error instanceof EventUnreadable) return unreadable;
        throw error;
      }),
    { concurrency: CONCURRENCY },
  );

/**
 * The handler of a list. Subclasses name the view, select the documents that the caller may see, and turn documents into
 * items. The filter, order and page of the request are added here.
 */
@Injectable()
export abstract class ListQueryHandler<Scope, Name extends ViewName, Item> implements IQueryHandler<
  ListQuery<Scope, Item>
> {
  /** The view whose documents are the items. */
  protected abstract readonly view: Name;
  /** The views that are read: the query waits until they show the position of the caller's consistency token. */
  protected readonly dependsOn: readonly ViewName[] = ['groups', 'memberships'];

  constructor(
    protected readonly views: Views,
    protected readonly visibleGroups: VisibleGroups,
  ) {}

  /** The conditions that select the documents which the caller may see, or the refusal. */
  protected abstract conditions(
    query: ListQuery<Scope, Item>,
  ): Promise<readonly Filter[] | Refused<Refusal>> | readonly Filter[] | Refused<Refusal>;

  /**
   * The items of the response for the documents of a page. May leave out documents that are hidden. `reached`: the position
   * up to which the views were known to show everything before the documents were read.
   */
  protected abstract items(
    documents: readonly Shown<Documents[Name]>[],
    query: ListQuery<Scope, Item>,
    reached: Position,
  ): readonly Item[] | Promise<readonly Item[]>;

  async execute(query: ListQuery<Scope, Item>): Promise<QueryResult<ListPage<Item>>> {
    const { request, caller, consistentWith } = query;
    await this.views.waitForPosition(consistentWith, ...this.dependsOn);
    const reached = this.views.reached(...this.dependsOn);
    const conditions = await this.conditions(query);
    if ('accepted' in conditions) return conditions;
    const { page } = request;
    const filter: Filter = { all: [...conditions, page.filter] };
    const { documents, metadata } = await this.views.page(this.view, caller.siteId, { ...page, filter });
    const items = await this.items(documents, query, reached);
    return { accepted: true, items, metadata: withoutHidden(metadata, documents.length - items.length) };
  }
}

/** The numbers of a page without those of its documents that turned out to be hidden. */
function withoutHidden(metadata: Page<unknown>['metadata'], hidden: number): Page<unknown>['metadata'] {
  const count = metadata.count - hidden;
  return 'total' in metadata ? { ...metadata, count, total: metadata.total - hidden } : { ...metadata, count };
}

/** The handler of a list of people in groups: of members, memberships, requests, invitations or bans. */
@Injectable()
export abstract class MembershipListHandler<Scope, Item> extends ListQueryHandler<Scope, 'memberships', Item> {
  protected readonly view = 'memberships';

  /**
   * Whether the caller, who has these rights in the group of the document, may see it: the rule that `conditions` states.
   * It is used for documents that are newer than the views from which `conditions` was computed.
   */
  protected abstract isVisible(
    document: MembershipDocument,
    rights: Rights,
    query: Pick<ListQuery<Scope, Item>, 'caller' | 'request'>,
  ): boolean;

  /** The items for documents that the caller may see. */
  protected abstract visibleItems(
    documents: readonly MembershipDocument[],
    query: ListQuery<Scope, Item>,
    reached: Position,
  ): readonly Item[] | Promise<readonly Item[]>;

  protected async items(
    documents: readonly Shown<MembershipDocument>[],
    query: ListQuery<Scope, Item>,
    reached: Position,
  ): Promise<readonly Item[]> {
    const visible = await this.visible(documents, query, reached);
    return this.visibleItems(visible, query, reached);
  }

  /** The condition of every list that does not belong to one group: leaves out what is left of large groups that were deleted. */
  protected notBeingRemoved({ siteId }: Caller): Promise<readonly Filter[]> {
    return this.views.notBeingRemoved(this.view, siteId);
  }

  /** The groups of these documents, by id. Missing ones are left out. Logs those that are SECRET, if that is to be logged. */
  protected async groupsOf(documents: readonly MembershipDocument[], caller: Caller, route: string) {
    const ids = new Set(documents.map(({ groupId }) => groupId));
    const groups = await this.views.groupsById(caller.siteId, [...ids]);
    const shown = [...groups.values()].map(({ document }) => document);
    await this.visibleGroups.logSecretReads(caller, shown, route);
    return groups;
  }

  /** Logs the SECRET groups of these documents, if that is to be logged. */
  protected async logSecretGroups(
    documents: readonly MembershipDocument[],
    caller: Caller,
    route: string,
  ): Promise<void> {
    if (runsTheSite(caller)) await this.groupsOf(documents, caller, route);
  }

  /**
   * The documents that the caller may see. What is newer than the views was selected by rights that may be older than it, so
   * it is judged on the events: they are at least as new as any document.
   */
  private async visible(
    documents: readonly Shown<MembershipDocument>[],
    query: ListQuery<Scope, Item>,
    reached: Position,
  ): Promise<readonly MembershipDocument[]> {
    const { caller } = query;
    const isNewer = ({ position }: Shown<unknown>) => position > reached && !runsTheSite(caller);
    const newer = new Set(documents.filter(isNewer).map(({ document }) => document.groupId));
    const load = async (id: string) => [[id, await this.visibleGroups.fromEvents(caller, id)] as const];
    const rights = new Map((await eachEntry(newer, load, [])).flat());
    const isVisible = (document: MembershipDocument): boolean => {
      const latest = rights.get(document.groupId);
      return latest !== undefined && this.isVisible(document, latest, query);
    };
    return documents.filter((shown) => !isNewer(shown) || isVisible(shown.document)).map(({ document }) => document);
  }
}
