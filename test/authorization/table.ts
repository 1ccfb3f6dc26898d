import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';

export const kinds = [
  'visitor',
  'outsider',
  'withoutProfile',
  'requester',
  'invited',
  'banned',
  'elsewhere',
  'member',
  'admin',
  'owner',
  'siteAdmin',
  'app',
] as const;
/** What somebody is to the group that is asked about, and to the site. */
export type Kind = (typeof kinds)[number];

/** What somebody gets, or what that depends on. */
export type Cell = string | { readonly [condition: string]: Cell };

/** One thing to do, and who gets what when they do it. The files say what each line means. */
export type Row = {
  readonly do: string;
  /** Method and path, as in the API's description. */
  readonly call: string;
  /** Path parameters beside those that the scene gives. */
  readonly of?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: object;
  readonly writes?: 'yes';
  /** The member of the answer that is there when it is done. */
  readonly gives?: string;
  readonly door?: 'yes';
  readonly policy?: string;
  readonly siteMember?: Cell;
} & { readonly [K in Kind]?: Cell };

export const tableOf = (name: 'rights-in-a-group' | 'rights-on-the-site'): readonly Row[] =>
  load(readFileSync(join(__dirname, `${name}.yaml`), 'utf8')) as readonly Row[];

/** Whose line counts for a kind of caller that has none of its own. */
const standsFor: Partial<Record<Kind, Kind>> = {
  withoutProfile: 'outsider',
  requester: 'outsider',
  invited: 'outsider',
  banned: 'outsider',
  elsewhere: 'outsider',
  owner: 'admin',
  app: 'siteAdmin',
};
const belonging: ReadonlySet<Kind> = new Set(['member', 'admin', 'owner']);
const running: ReadonlySet<Kind> = new Set(['siteAdmin', 'app']);
const HIDDEN = 'GROUP_NOT_FOUND';

/** What a row says for this kind of caller under these conditions. */
export function said(row: Row, kind: Kind, conditions: ReadonlySet<string>): string {
  const isSiteMember = kind !== 'visitor' && !running.has(kind);
  const cell = row[kind] ?? (isSiteMember ? row.siteMember : undefined) ?? row[standsFor[kind] ?? kind];
  if (cell === undefined) throw new Error(`"${row.do}" says nothing for ${kind}`);
  return resolved(cell, conditions, `"${row.do}" for ${kind}`);
}

/** The same in a group, where a SECRET one is hidden from who does not belong. */
export function saidInGroup(row: Row, kind: Kind, conditions: ReadonlySet<string>): string {
  if (!conditions.has('SECRET') || belonging.has(kind) || running.has(kind)) return said(row, kind, conditions);
  if (kind === 'visitor') return row.visitor === 'sign in' ? 'sign in' : HIDDEN;
  return kind === 'invited' && row.door === 'yes' ? said(row, kind, conditions) : HIDDEN;
}

export const isHidden = (answer: string): boolean => answer === HIDDEN;

function resolved(cell: Cell, conditions: ReadonlySet<string>, where: string): string {
  if (typeof cell === 'string') return cell;
  const [name] = Object.keys(cell).filter((condition) => conditions.has(condition));
  const next = cell[name ?? 'otherwise'];
  if (next === undefined) throw new Error(`${where} says nothing where ${[...conditions].join(', ')}`);
  return resolved(next, conditions, where);
}
