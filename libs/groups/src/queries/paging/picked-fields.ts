import { selectFields } from '@app/read-store';

type Item = Parameters<typeof selectFields>[0];

/** `Whole` with every property optional at every level. Arrays stay whole. */
export type Picked<Whole> = Whole extends readonly unknown[]
  ? Whole
  : Whole extends object
    ? { readonly [Name in keyof Whole]?: Picked<Whole[Name]> }
    : Whole;

/** The items with only these fields; without fields, the whole items. */
export const pickFields = <Whole extends object>(
  items: readonly Whole[],
  fields: readonly string[],
): readonly Picked<Whole>[] =>
  fields.length === 0
    ? (items as readonly Picked<Whole>[])
    : items.map((item) => selectFields(item as unknown as Item, fields) as Picked<Whole>);
