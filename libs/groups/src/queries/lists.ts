import type { PageQuery, Reader } from '@app/http';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { orProblem } from '../http/problems';
import type { PageRequest } from '../views/page';
import type { ListFields } from './fields/list-fields';
import type { ListPage, ListQuery } from './list-query';
import { listPage } from './paging/list-page';
import { pickFields, type Picked } from './paging/picked-fields';
import { queriedPage, type QueryBody } from './paging/query-body';

type ListQueryClass<Scope, Item> = new (
  request: Scope & { readonly page: PageRequest },
  reader: Reader,
) => ListQuery<Scope, Item>;

/** Runs list queries for the controllers: turns the page parameters of a request into the items of a page. */
@Injectable()
export class Lists {
  constructor(private readonly queries: QueryBus) {}

  /** The page for a query string. Throws `InvalidRequest` for a cursor of another list, and the query's refusal as a problem. */
  async list<Scope extends object, Item extends object>(
    List: ListQueryClass<Scope, Item>,
    scope: Scope,
    sent: PageQuery,
    { order }: Pick<ListFields, 'order'>,
    reader: Reader,
  ): Promise<ListPage<Item>> {
    const page = await listPage(sent, reader.cursors, order);
    return orProblem(await this.queries.execute(new List({ ...scope, page }, reader)));
  }

  /**
   * The page for a query object, with the picked fields of each item. Throws `InvalidRequest` that names what is wrong with
   * the object, and the query's refusal as a problem.
   */
  async query<Scope extends object, Item extends object>(
    List: ListQueryClass<Scope, Item>,
    scope: Scope,
    sent: QueryBody,
    fields: ListFields,
    reader: Reader,
  ): Promise<ListPage<Picked<Item>>> {
    const { picked, ...page } = await queriedPage(sent, reader.cursors, fields);
    const { items, metadata } = orProblem(await this.queries.execute(new List({ ...scope, page }, reader)));
    return { items: pickFields(items, picked), metadata };
  }
}
