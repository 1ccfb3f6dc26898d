import type { AnyProjection, View } from '@app/projections';
import { ViewProgress } from '@app/projections';
import type { Caller, Position } from '@app/kernel';
import {
  type CollectionSpec,
  type Filter,
  type Found,
  type PageKey,
  type ReadStore,
  type SortBy,
} from '@app/read-store';
import { Inject, Injectable } from '@nestjs/common';
import type { GroupId } from '../ids';
import { type CreateRequestDocument, createRequests } from './create-requests/create-requests.projection';
import { type GroupDocument, groups } from './groups/groups.projection';
import { type MembershipDocument, membershipId, memberships } from './memberships/memberships.projection';

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
  ]),
  memberships: collection(memberships, [
    ['groupId', 'status', 'joinedDate'],
    ['groupId', 'joinRequest.createdDate'],
    ['groupId', 'joinRequest.status', 'joinRequest.createdDate'],
    ['memberId', 'status', 'groupId'],
    ['memberId', 'groupId'],
  ]),
};
export type ViewName = keyof typeof collections;
type Documents = { groups: GroupDocument; createRequests: CreateRequestDocument; memberships: MembershipDocument };

/** Every view: its projection and where its documents are. */
export const views: readonly View[] = [
  { projection: groups as unknown as AnyProjection, collection: collections.groups },
  { projection: createRequests as unknown as AnyProjection, collection: collections.createRequests },
  { projection: memberships as unknown as AnyProjection, collection: collections.memberships },
];

export type Paged = {
  readonly filter: Filter;
  readonly sort: readonly SortBy[];
  readonly limit: number;
  readonly offset: number;
};
export type Page<Document> = {
  readonly documents: readonly Document[];
  readonly metadata: { count: number; offset: number; total: number; tooManyToCount: boolean };
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

  /** A page with the number of all that match, exact to 100 000. */
  async page<Name extends ViewName>(name: Name, siteId: string, paged: Paged): Promise<Page<Documents[Name]>> {
    const [found, total] = await Promise.all([
      this.store.find(collections[name], { siteId, ...paged }),
      this.count(name, siteId, paged.filter),
    ]);
    return {
      documents: documentsOf<Documents[Name]>(found),
      metadata: {
        count: found.documents.length,
        offset: paged.offset,
        total: Math.min(total, EXACT_UP_TO),
        tooManyToCount: total > EXACT_UP_TO,
      },
    };
  }

  count(name: ViewName, siteId: string, filter: Filter): Promise<number> {
    return this.store.count(collections[name], { siteId, filter, upTo: EXACT_UP_TO });
  }

  /** Everything that matches, a thousand documents at a time. */
  async *all<Name extends ViewName>(
    name: Name,
    siteId: string,
    filter: Filter,
  ): AsyncIterable<readonly Documents[Name][]> {
    for (let after: PageKey | undefined; ;) {
      const page: Found = await this.store.find(collections[name], {
        siteId,
        filter,
        limit: 1000,
        ...(after && { after }),
      });
      if (page.documents.length > 0) yield documentsOf<Documents[Name]>(page);
      if (!page.next) return;
      after = page.next;
    }
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

const documentsOf = <Document>({ documents }: Found): readonly Document[] =>
  documents.map(({ document }) => document as unknown as Document);
