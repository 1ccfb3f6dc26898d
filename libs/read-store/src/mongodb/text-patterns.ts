import { textPrefix } from '../search-keys';

const lastCodePoint = 0x10ffff;

/**
 * The smallest text that is greater than all texts with this prefix. Surrogates are no valid text and are skipped.
 * `prefix` must contain another character than U+10FFFF.
 */
export function prefixUpperBound(prefix: string): string {
  const points = [...prefix].map((character) => character.codePointAt(0)!);
  while (points.at(-1) === lastCodePoint) points.pop();
  const last = points.pop()!;
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}

/** The term as a literal pattern. A pattern would end at a NUL, so that is escaped too. */
const escaped = (term: string): string => term.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('\0', '\\x00');

const anything = '[\\s\\S]*';

/** Patterns for keys of text (the prefix is no part of the text) that contain, or end with, this term. */
export const containsPattern = (term: string): string => `^${textPrefix}${anything}${escaped(term)}`;
export const endsWithPattern = (term: string): string => `${containsPattern(term)}\\z`;
