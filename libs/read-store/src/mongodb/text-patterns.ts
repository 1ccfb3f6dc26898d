import { textMark } from '../search-keys';

const lastCodePoint = 0x10ffff;

/**
 * The least text that is greater than everything that begins with this one. Surrogates are no text of their own and are
 * stepped over. `prefix` holds something else than U+10FFFF.
 */
export function afterAllWithPrefix(prefix: string): string {
  const points = [...prefix].map((character) => character.codePointAt(0)!);
  while (points.at(-1) === lastCodePoint) points.pop();
  const last = points.pop()!;
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}

/** The term as a pattern that matches nothing else. A pattern ends at a NUL, so that is spelled out. */
const literally = (term: string): string => term.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('\0', '\\x00');

const anything = '[\\s\\S]*';

/** Patterns for keys of text (the mark in front is no part of the text) that hold, or end with, this term. */
export const containing = (term: string): string => `^${textMark}${anything}${literally(term)}`;
export const endingWith = (term: string): string => `${containing(term)}\\z`;
