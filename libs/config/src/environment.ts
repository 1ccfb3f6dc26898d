import { isSiteId } from '@app/kernel';
import { WrongSetting } from './settings';

/** Environment variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variable without the spaces around it; `null` when it is absent or empty. */
export function readText(env: Environment, variable: string): string | null {
  return env[variable]?.trim() || null;
}

/** Texts separated by commas, without the spaces around them; `null` when absent. None may be empty. */
export function readList(env: Environment, variable: string): readonly string[] | null {
  const items = readText(env, variable)
    ?.split(',')
    .map((item) => item.trim());
  if (items?.includes('')) throw new WrongSetting(variable, 'must be values separated by commas, none of them empty');
  return items ?? null;
}

/**
 * The environment with the contents of files: where `<variable>_FILE` names one, its text without the line break at the
 * end is the value of the variable. Throws `WrongSetting` when both are set, and for a file that cannot be read or is empty.
 */
export function withFiles(
  env: Environment,
  variables: readonly string[],
  readFile: (path: string) => string,
): Environment {
  const values = variables.flatMap((variable) => {
    const file = `${variable}_FILE`;
    const path = readText(env, file);
    if (path === null) return [];
    if (readText(env, variable) !== null)
      throw new WrongSetting(`${variable} and ${file}`, 'only one of these may be set');
    return [[variable, textOfFile(file, path, readFile)] as const];
  });
  return values.length === 0 ? env : { ...env, ...Object.fromEntries(values) };
}

function textOfFile(variable: string, path: string, readFile: (path: string) => string): string {
  let text: string;
  try {
    text = readFile(path).trim();
  } catch (error) {
    throw new WrongSetting(variable, `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'no text'})`);
  }
  if (text === '') throw new WrongSetting(variable, `${path} is empty`);
  return text;
}

/** A whole number from 0 to `max`; `null` when absent. Like all of these, throws `WrongSetting` for anything else. */
export function readCount(env: Environment, variable: string, max: number): number | null {
  const text = readText(env, variable);
  if (text === null) return null;
  const count = Number(text);
  if (!/^\d+$/.test(text) || count > max) throw new WrongSetting(variable, `must be a whole number from 0 to ${max}`);
  return count;
}

const msIn: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A length of time such as `30s`, `15m`, `24h` or `7d`, in milliseconds. */
export function readDuration(env: Environment, variable: string): number | null {
  const text = readText(env, variable);
  if (text === null) return null;
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (count === undefined) throw new WrongSetting(variable, 'must be a number with s, m, h or d, such as 24h');
  return Number(count) * msIn[unit]!;
}

/** A TCP port; 0 lets the system choose. */
export const readPort = (env: Environment, variable: string): number | null => readCount(env, variable, 65_535);

/** One of these values, spelled exactly so. */
export function readChoice<Choice extends string>(
  env: Environment,
  variable: string,
  choices: readonly Choice[],
): Choice | null {
  const text = readText(env, variable);
  if (text === null) return null;
  const choice = choices.find((one) => one === text);
  if (choice === undefined) throw new WrongSetting(variable, `must be one of ${choices.join(', ')}`);
  return choice;
}

/** The id of a site. */
export function readSite(env: Environment, variable: string): string | null {
  const site = readText(env, variable);
  if (site !== null && !isSiteId(site))
    throw new WrongSetting(variable, 'must be a site id: 1 to 64 of A-Z a-z 0-9 _ -, beginning with a letter or digit');
  return site;
}

/** The URL of a store. It may hold credentials, so the error says what is accepted and not what was given. */
export function readUrl(
  env: Environment,
  variable: string,
  { pattern, accepts }: { pattern: RegExp; accepts: string },
): string | null {
  const url = readText(env, variable);
  if (url !== null && !pattern.test(url)) throw new WrongSetting(variable, accepts);
  return url;
}

/** `*`, or web origins separated by commas. */
export function readOrigins(env: Environment, variable: string): '*' | readonly string[] | null {
  const text = readText(env, variable);
  if (text === null || text === '*') return text;
  const origins = text.split(',').map((origin) => origin.trim());
  if (!origins.every(isOrigin))
    throw new WrongSetting(variable, 'must be * or origins separated by commas, such as https://www.example.org');
  return origins;
}

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
