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

/** A query for a page of a list. `Scope`: what the list belongs to, such as a group. */
export abstract class ListQuery<Scope, Item> extends GroupsQuery<
  Scope & { readonly page: PageRequest },
  ListPage<Item>
> {}

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

  /** The items of the response for the documents of a page. */
  protected abstract items(
    documents: readonly Documents[Name][],
    query: ListQuery<Scope, Item>,
  ): readonly Item[] | Promise<readonly Item[]>;

  async execute(query: ListQuery<Scope, Item>): Promise<QueryResult<ListPage<Item>>> {
    const { request, caller, consistentWith } = query;
    await this.views.waitForPosition(consistentWith, ...this.dependsOn);
    const conditions = await this.conditions(query);
    if ('accepted' in conditions) return conditions;
    const { page } = request;
    const filter: Filter = { all: [...conditions, page.filter] };
    const { documents, metadata } = await this.views.page(this.view, caller.siteId, { ...page, filter });
    return { accepted: true, items: await this.items(documents, query), metadata };
  }
}

/** The condition that a field has this value. */
export const equal = (field: string, value: string): Filter => ({ field, is: 'eq', value });
/** The condition that a field is there. */
export const present = (field: string): Filter => ({ field, is: 'exists', value: true });
/** The condition that a field has none of these values; for an empty list, no condition. */
export const noneOf = (field: string, values: readonly string[]): readonly Filter[] =>
  values.length === 0 ? [] : [{ field, is: 'nin', values }];
