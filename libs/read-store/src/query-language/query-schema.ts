import { fieldsByName, type FieldTable } from './field-table';
import { type JsonSchema, objectSchema } from './json-schema';
import { fieldsSchema, type ResponseShape } from './query-fields';
import { filterSchema } from './query-filter';
import { pagingSchemas } from './query-paging';
import { sortBySchema, sortSchema } from './query-sort';

/** The schemas of a query object, which refer to each other. */
export type QuerySchemas = { readonly query: JsonSchema; readonly filter: JsonSchema; readonly sortBy: JsonSchema };

/**
 * The schemas of what `parseQuery` takes for the same table and options. `refs` are references to the schemas of the filter
 * and of an item of the sort. What depends on several members at once (the number of conditions, `paging` beside
 * `cursorPaging`) is left to the parser.
 */
export function querySchemas(
  table: FieldTable,
  refs: { readonly filter: JsonSchema; readonly sortBy: JsonSchema },
  { defaultLimit = 50, response = {} }: { readonly defaultLimit?: number; readonly response?: ResponseShape } = {},
): QuerySchemas {
  const fields = fieldsByName(table);
  return {
    filter: filterSchema(fields, refs.filter),
    sortBy: sortBySchema(fields),
    query: objectSchema({
      filter: refs.filter,
      sort: sortSchema(refs.sortBy),
      fields: fieldsSchema(table, response),
      fieldsets: { type: 'array', maxItems: 0, items: { type: 'string' }, description: 'Always empty.' },
      ...pagingSchemas(defaultLimit),
    }),
  };
}
