import type { Refused } from '@app/kernel';
import type { Filter } from '@app/read-store';
import { Injectable } from '@nestjs/common';
import type { IQueryHandler } from '@nestjs/cqrs';
import type { Refusal } from '../http/problems';
import type { Documents, ViewName } from '../views/collections';
import type { Page, PageRequest } from '../views/page';
import { Views } from '../views/views';
import { VisibleGroups } from './access/visible-groups';
import { GroupsQuery, type QueryResult } from './groups-query';

/** A page of a list, as responses show it. */
export type ListPage<Item> = { readonly items: readonly Item[]; readonly metadata: Page<unknown>['metadata'] };

/** A query for a page of a list. `Scope`: what the list is of, such as a group. */
export abstract class ListQuery<Scope, Item> extends GroupsQuery<
  Scope & { readonly page: PageRequest },
  ListPage<Item>
> {}

/**
 * The handler of a list: says which view the list reads, which documents of it this caller may see, and how a document
 * is shown. The caller's own filter, order and page come on top.
 */
@Injectable()
export abstract class ListQueryHandler<Scope, Name extends ViewName, Item> implements IQueryHandler<
  ListQuery<Scope, Item>
> {
  /** The view whose documents are the items. */
  protected abstract readonly view: Name;
  /** The views that the response depends on: they must have reached the position that the caller has seen. */
  protected readonly dependsOn: readonly ViewName[] = ['groups', 'memberships'];

  constructor(
    protected readonly views: Views,
    protected readonly visible: VisibleGroups,
  ) {}

  /** The conditions that select the documents which the caller may see, or why they may see none. */
  protected abstract conditions(
    query: ListQuery<Scope, Item>,
  ): Promise<readonly Filter[] | Refused<Refusal>> | readonly Filter[] | Refused<Refusal>;

  /** The documents of a page as responses show them. */
  protected abstract items(
    documents: readonly Documents[Name][],
    query: ListQuery<Scope, Item>,
  ): readonly Item[] | Promise<readonly Item[]>;

  async execute(query: ListQuery<Scope, Item>): Promise<QueryResult<ListPage<Item>>> {
    const { request, caller, consistentWith } = query;
    await this.views.caughtUpTo(consistentWith, ...this.dependsOn);
    const conditions = await this.conditions(query);
    if ('accepted' in conditions) return conditions;
    const { page } = request;
    const filter: Filter = { all: [...conditions, page.filter] };
    const { documents, metadata } = await this.views.page(this.view, caller.siteId, { ...page, filter });
    return { accepted: true, items: await this.items(documents, query), metadata };
  }
}

/** Conditions of lists. */
export const equal = (field: string, value: string): Filter => ({ field, is: 'eq', value });
export const present = (field: string): Filter => ({ field, is: 'exists', value: true });
/** Everything but these. */
export const noneOf = (field: string, values: readonly string[]): readonly Filter[] =>
  values.length === 0 ? [] : [{ field, is: 'nin', values }];
