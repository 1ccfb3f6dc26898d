import type { Json } from '@app/kernel';
import type { Scalar } from '../filter';
import { isScalar } from './field';

// Databases hold text as UTF-8, which has no place for half a surrogate pair.
const halfPairs = /\p{Cs}/gu;

/** The text as a database holds it: half a surrogate pair becomes U+FFFD. */
export const wellFormed = (text: string): string => text.replace(halfPairs, '\ufffd');

/**
 * What text operators compare unless the case matters: lower case by Unicode, in no language. A sigma is the same
 * wherever it stands, so that the lower case of a part is always a part of the lower case.
 */
export const lowerCase = (text: string): string => wellFormed(text).toLowerCase().replaceAll('ς', 'σ');

/** Text by Unicode code point. JavaScript's own `<` goes by UTF-16 units, which puts emoji below some letters. */
export const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const ranks = { boolean: 1, number: 2, string: 3 };
const rank = (value: Json): number => (isScalar(value) ? ranks[typeof value as keyof typeof ranks] : 0);

/** Nothing is lowest, then booleans, numbers and text. Lists and objects have no order and count as nothing. */
export function compareValues(a: Json, b: Json): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === 'string') return compareText(a, b as string);
  return isScalar(a) ? Number(a) - Number(b) : 0;
}

/** True when both are scalars of the same type. */
export const comparable = (a: Json, b: Scalar): a is Scalar => rank(a) === rank(b);
