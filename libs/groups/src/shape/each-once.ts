import { invalid } from '@app/http';
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsUUID } from 'class-validator';

/** A property that holds a UUID; taken in any case, kept in lower case, as it is given out. */
export const Uuid = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value)),
    IsUUID(),
  );

/**
 * The items of a list, as they are. Throws `InvalidRequest` naming `<field>[n].id` where an id comes a second time; items
 * without one are all different.
 */
export function requireUniqueIds<Item extends { readonly id?: string | null }>(
  field: string,
  items: readonly Item[],
): readonly Item[] {
  const before = new Set<string>();
  for (const [n, { id }] of items.entries()) {
    if (id == null) continue;
    if (before.has(id)) throw invalid(`${field}[${n}].id`, 'must not be there twice');
    before.add(id);
  }
  return items;
}
