import type { Caller, Position } from '@app/kernel';
import { ViewProgress } from '@app/projections';
import { type Filter, type FindResult, type PageKey, pageKeyOf, type ReadStore, withId } from '@app/read-store';
import { Inject, Injectable } from '@nestjs/common';
import type { GroupId } from '../domain/ids';
import { collections, type Documents, type ViewName } from './collections';
import type { GroupDocument } from './groups.projection';
import { type MembershipDocument, membershipId } from './memberships.projection';
import type { CursorPaging, Page, PageRequest, Shown } from './page';

/** Injects the `ReadStore`. */
export const READ_STORE = Symbol('READ_STORE');

const COUNT_LIMIT = 100_000;

/** Typed reads of the views. Every method takes the site; nothing reads across sites. Throws `ReadStoreUnavailable`. */
@Injectable()
export class Views {
  constructor(
    @Inject(READ_STORE) private readonly store: ReadStore,
    private readonly progress: ViewProgress,
  ) {}

  /** Waits until these views show at least this position; throws `ReadModelBehind` after two seconds. `null`: no wait. */
  waitForPosition(position: Position | null, ...names: readonly ViewName[]): Promise<void> {
    return this.progress.waitForPosition(names, position);
  }

  /** The position up to which all of these views are known to show everything; -1 when one is not known to show anything. */
  reached(...names: readonly ViewName[]): Position {
    const positions = names.map((name) => this.progress.position(name) ?? -1n);
    return positions.reduce((lowest, position) => (position < lowest ? position : lowest));
  }

  /** A document; `null`: there is none. */
  async get<Name extends ViewName>(name: Name, siteId: string, id: string): Promise<Documents[Name] | null> {
    return (await this.shown(name, siteId, id))?.document ?? null;
  }

  /** A document with its position; `null`: there is none. */
  async shown<Name extends ViewName>(name: Name, siteId: string, id: string): Promise<Shown<Documents[Name]> | null> {
    return (await this.store.get(collections[name], siteId, id)) as unknown as Shown<Documents[Name]> | null;
  }

  /** A document that matches, with its position; `null`: there is none. */
  async first<Name extends ViewName>(
    name: Name,
    siteId: string,
    filter: Filter,
  ): Promise<Shown<Documents[Name]> | null> {
    const { documents } = await this.store.find(collections[name], { siteId, filter, limit: 1 });
    return shownIn<Documents[Name]>(documents)[0] ?? null;
  }

  /** A page: by offset with the number of all matches (counted up to 100 000), or by cursor with the cursor of the next one. */
  page<Name extends ViewName>(name: Name, siteId: string, page: PageRequest): Promise<Page<Documents[Name]>> {
    return page.cursorPaging ? this.byCursor(name, siteId, page, page.cursorPaging) : this.byOffset(name, siteId, page);
  }

  private async byOffset<Name extends ViewName>(
    name: Name,
    siteId: string,
    { filter, sort, limit, offset }: PageRequest,
  ): Promise<Page<Documents[Name]>> {
    const [found, total] = await Promise.all([
      this.store.find(collections[name], { siteId, filter, sort, limit, offset }),
      this.count(name, siteId, filter),
    ]);
    return {
      documents: shownIn<Documents[Name]>(found.documents),
      metadata: {
        count: found.documents.length,
        offset,
        total: Math.min(total, COUNT_LIMIT),
        tooManyToCount: total > COUNT_LIMIT,
      },
    };
  }

  /** Looks up one document more than the limit, to know whether there is a next page. */
  private async byCursor<Name extends ViewName>(
    name: Name,
    siteId: string,
    { filter, sort, limit }: PageRequest,
    { after, cursorAfter }: CursorPaging,
  ): Promise<Page<Documents[Name]>> {
    const find = { siteId, filter, sort, limit: limit + 1, ...(after && { after }) };
    const found = await this.store.find(collections[name], find);
    const page = found.documents.slice(0, limit);
    const last = found.documents.length > limit ? page.at(-1) : undefined;
    const next = last && (await cursorAfter(pageKeyOf(withId(last.id, last.document), sort)));
    return {
      documents: shownIn<Documents[Name]>(page),
      metadata: { count: page.length, cursors: next === undefined ? {} : { next } },
    };
  }

  /** Whether any document matches. */
  async exists(name: ViewName, siteId: string, filter: Filter): Promise<boolean> {
    return (await this.store.count(collections[name], { siteId, filter, upTo: 0 })) > 0;
  }

  /** How many documents match. Stops counting soon after 100 000. */
  count(name: ViewName, siteId: string, filter: Filter): Promise<number> {
    return this.store.count(collections[name], { siteId, filter, upTo: COUNT_LIMIT });
  }

  /**
   * All documents that match, by default a thousand at a time. An index has to begin with the fields of the filter and go
   * on with those of the sort; without it, the store may scan all documents of the site.
   */
  async *all<Name extends ViewName>(
    name: Name,
    siteId: string,
    filter: Filter,
    { sort, limit = 1000 }: Pick<PageRequest, 'sort'> & Partial<Pick<PageRequest, 'limit'>>,
  ): AsyncIterable<readonly Documents[Name][]> {
    for (let after: PageKey | undefined; ;) {
      const page: FindResult = await this.store.find(collections[name], {
        siteId,
        filter,
        sort,
        limit,
        ...(after && { after }),
      });
      if (page.documents.length > 0) yield documentsOf<Documents[Name]>(page.documents);
      if (!page.next) return;
      after = page.next;
    }
  }

  /** These groups of the site, by id. Missing ones are left out. */
  async groupsById(siteId: string, groupIds: readonly GroupId[]): Promise<ReadonlyMap<GroupId, Shown<GroupDocument>>> {
    if (groupIds.length === 0) return new Map();
    const loaded = await this.store.load(collections.groups, groupIds);
    const ofSite = [...loaded.values()].filter(({ document }) => document?.siteId === siteId);
    return new Map(ofSite.map((stored) => [stored.id, stored as unknown as Shown<GroupDocument>]));
  }

  /** The caller's documents in these groups, by group id. Missing ones are left out. */
  async membershipsIn(caller: Caller, groupIds: readonly GroupId[]): Promise<ReadonlyMap<GroupId, MembershipDocument>> {
    const { memberId } = caller;
    if (memberId === undefined || groupIds.length === 0) return new Map();
    const loaded = await this.store.load(
      collections.memberships,
      groupIds.map((groupId) => membershipId(groupId, memberId)),
    );
    const documents = [...loaded.values()].flatMap(({ document }) =>
      document ? [document as unknown as MembershipDocument] : [],
    );
    return new Map(documents.map((document) => [document.groupId, document]));
  }
}

const shownIn = <Document>(documents: FindResult['documents']): readonly Shown<Document>[] =>
  documents as unknown as readonly Shown<Document>[];
const documentsOf = <Document>(documents: FindResult['documents']): readonly Document[] =>
  documents.map(({ document }) => document as unknown as Document);
