/**
 * A collection, stored as `<name>.v<version>`. Each index is a list of fields; the store puts `siteId` in front of them.
 * Indexed fields hold scalars or nothing: `write` and `sweep` throw `TypeError` for a list or an object there.
 */
export type CollectionSpec = {
  readonly name: string;
  readonly version: number;
  readonly indexes: readonly (readonly string[])[];
};
