import type { AnyProjection, View } from '@app/projections';
import { ViewProgress } from '@app/projections';
import type { Caller, Position } from '@app/kernel';
import {
  type CollectionSpec,
  type Filter,
  type FindResult,
  withId,
  type PageKey,
  pageKeyOf,
  type ReadStore,
  type SortBy,
} from '@app/read-store';
import { Inject, Injectable } from '@nestjs/common';
import type { GroupId } from '../domain/ids';
import { type CreateRequestDocument, createRequests } from './create-requests.projection';
import { type EndedAccountDocument, endedAccounts } from './ended-accounts.projection';
import { type GroupDocument, groups } from './groups.projection';
import { type MembershipDocument, membershipId, memberships } from './memberships.projection';

/** Injects the `ReadStore`. */
export const READ_STORE = Symbol('READ_STORE');

const collection = (
  { name, version }: { name: string; version: number },
  indexes: readonly string[][],
): CollectionSpec => ({
  name,
  version,
  indexes,
});

export const collections = {
  groups: collection(groups, [
    ['createdDate'],
    ['privacyStatus', 'createdDate'],
    ['slug'],
    ['name'],
    ['membersCount'],
    ['lastActivityDate'],
    ['updatedDate'],
  ]),
  createRequests: collection(createRequests, [
    ['createdDate'],
    ['status', 'createdDate'],
    ['requestedById', 'createdDate'],
    ['requestedById', 'status', 'createdDate'],
  ]),
  memberships: collection(memberships, [
    ['groupId', 'status', 'joinedDate'],
    ['groupId', 'joinRequest.createdDate'],
    ['groupId', 'joinRequest.status', 'joinRequest.createdDate'],
    ['memberId', 'status', 'groupId'],
    ['memberId', 'groupId'],
    ['memberId', 'status', 'joinedDate'],
    ['memberId', 'joinRequest.createdDate'],
    ['joinRequest.createdDate'],
    ['groupId', 'invitation.createdDate'],
    ['memberId', 'invitation.createdDate'],
    ['groupId', 'ban.createdDate'],
    ['groupId', 'answeredDate'],
  ]),
  endedAccounts: collection(endedAccounts, []),
};
export type ViewName = keyof typeof collections;
type Documents = {
  groups: GroupDocument;
  createRequests: CreateRequestDocument;
  memberships: MembershipDocument;
  endedAccounts: EndedAccountDocument;
};

/** Every view: its projection and where its documents are. */
export const views: readonly View[] = [
  { projection: groups as unknown as AnyProjection, collection: collections.groups },
  { projection: createRequests as unknown as AnyProjection, collection: collections.createRequests },
  { projection: memberships as unknown as AnyProjection, collection: collections.memberships },
  { projection: endedAccounts as unknown as AnyProjection, collection: collections.endedAccounts },
];

/** The order of one person's memberships. */
export const byGroup: SortBy = { field: 'groupId', order: 'ASC' };

export type PageRequest = {
  readonly filter: Filter;
  readonly sort: readonly SortBy[];
  readonly limit: number;
  readonly offset: number;
  /** By cursor, and not by offset. */
  readonly walk?: Walk;
};
/** A walk from page to page, which meets everything that stays where it is once, whatever comes and goes beside it. */
export type Walk = {
  /** Where the page before ended. */
  readonly after?: PageKey;
  /** What to send for the page behind this key. */
  readonly cursorBehind: (key: PageKey) => Promise<string>;
};
export type Page<Document> = {
  readonly documents: readonly Document[];
  readonly metadata:
    | { count: number; offset: number; total: number; tooManyToCount: boolean }
    | { count: number; cursors: { next?: string } };
};

const EXACT_UP_TO = 100_000;

/** The views, typed, and what every read asks of them. Each method is told the site; there is no reading across sites. */
@Injectable()
export class Views {
  constructor(
    @Inject(READ_STORE) private readonly store: ReadStore,
    private readonly progress: ViewProgress,
  ) {}

  /** Waits until these views show at least this position; throws `ReadModelBehind` after two seconds. */
  showing(since: Position | null, ...names: readonly ViewName[]): Promise<void> {
    return this.progress.reached(names, since);
  }

  async get<Name extends ViewName>(name: Name, siteId: string, id: string): Promise<Documents[Name] | null> {
    const found = await this.store.get(collections[name], siteId, id);
    return found && (found.document as unknown as Documents[Name]);
  }

  /** A page: with the number of all that match, exact to 100 000, or with a cursor to the next one. */
  page<Name extends ViewName>(name: Name, siteId: string, paged: PageRequest): Promise<Page<Documents[Name]>> {
    return paged.walk ? this.walked(name, siteId, paged, paged.walk) : this.numbered(name, siteId, paged);
  }

  private async numbered<Name extends ViewName>(
    name: Name,
    siteId: string,
    { filter, sort, limit, offset }: PageRequest,
  ): Promise<Page<Documents[Name]>> {
    const [found, total] = await Promise.all([
      this.store.find(collections[name], { siteId, filter, sort, limit, offset }),
      this.count(name, siteId, filter),
    ]);
    return {
      documents: documentsOf<Documents[Name]>(found.documents),
      metadata: {
        count: found.documents.length,
        offset,
        total: Math.min(total, EXACT_UP_TO),
        tooManyToCount: total > EXACT_UP_TO,
      },
    };
  }

  /** One more than asked for is looked up: a page that ends with the last document has no next one. */
  private async walked<Name extends ViewName>(
    name: Name,
    siteId: string,
    { filter, sort, limit }: PageRequest,
    { after, cursorBehind }: Walk,
  ): Promise<Page<Documents[Name]>> {
    const find = { siteId, filter, sort, limit: limit + 1, ...(after && { after }) };
    const found = await this.store.find(collections[name], find);
    const page = found.documents.slice(0, limit);
    const last = found.documents.length > limit ? page.at(-1) : undefined;
    const next = last && (await cursorBehind(pageKeyOf(withId(last.id, last.document), sort)));
    return {
      documents: documentsOf<Documents[Name]>(page),
      metadata: { count: page.length, cursors: next === undefined ? {} : { next } },
    };
  }

  count(name: ViewName, siteId: string, filter: Filter): Promise<number> {
    return this.store.count(collections[name], { siteId, filter, upTo: EXACT_UP_TO });
  }

  /**
   * Everything that matches, by default a thousand documents at a time. The order has to be one that an index has behind
   * what the filter asks for: in any other one, a store may look through the whole site.
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

  /** These groups of the site, by id; those that are not there are left out. */
  async groupsById(siteId: string, groupIds: readonly GroupId[]): Promise<ReadonlyMap<GroupId, GroupDocument>> {
    if (groupIds.length === 0) return new Map();
    const loaded = await this.store.load(collections.groups, groupIds);
    const documents = [...loaded.values()].flatMap(({ document }) =>
      document?.siteId === siteId ? [document as unknown as GroupDocument] : [],
    );
    return new Map(documents.map((document) => [document.id, document]));
  }

  /** The caller's memberships in these groups. */
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

const documentsOf = <Document>(documents: FindResult['documents']): readonly Document[] =>
  documents.map(({ document }) => document as unknown as Document);
