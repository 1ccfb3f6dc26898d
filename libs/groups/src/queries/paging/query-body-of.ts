import { type JsonSchema, querySchemas } from '@app/read-store';
import type { Type as Class } from '@nestjs/common';
import { ApiExtraModels, ApiPropertyOptional, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import type { ListFields } from '../fields/list-fields';
import { DEFAULT_LIMIT, QueryBody } from './query-body';

/** A class that the API description shows as this schema. */
function classOf(name: string, schema: JsonSchema): Class {
  class Described {}
  ApiSchema({ name, ...(schema as object) })(Described);
  return Described;
}

/**
 * The class of the body of a list's query route. The API description shows the fields, operators and orders that the list
 * has: as schemas with the name of an item and `Query`, `Filter` or `SortBy`.
 */
export function queryBodyOf({ item, fields, response }: ListFields): Class<QueryBody> {
  const names = { query: `${item}Query`, filter: `${item}Filter`, sortBy: `${item}SortBy` };
  const refs = { filter: { $ref: getSchemaPath(names.filter) }, sortBy: { $ref: getSchemaPath(names.sortBy) } };
  const { query, filter, sortBy } = querySchemas(fields, refs, { defaultLimit: DEFAULT_LIMIT, response });

  class Body extends QueryBody {}
  ApiExtraModels(classOf(names.filter, filter), classOf(names.sortBy, sortBy))(Body);
  ApiPropertyOptional({
    type: classOf(names.query, query),
    description:
      'Either with `paging` or with `cursorPaging`. `metadata.cursors.next` of a page is the cursor for the next page; with ' +
      'a cursor, `filter` and `sort` may be left out.',
    example: { filter: {}, sort: [], paging: { limit: DEFAULT_LIMIT, offset: 0 } },
  })(Body.prototype, 'query');
  return Body;
}
