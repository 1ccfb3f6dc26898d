import type { Json } from '@app/kernel';
import type { Scalar } from '../filter';
import { isScalar } from './field';

// Databases store text as UTF-8, which cannot encode a lone surrogate.
const loneSurrogates = /\p{Cs}/gu;

/** The text as a database stores it: a lone surrogate becomes U+FFFD. */
export const wellFormed = (text: string): string => text.replace(loneSurrogates, '\ufffd');

/**
 * Lower case for text operators that ignore case: by Unicode, independent of language. A final sigma becomes a plain one,
 * so that the lower case of a part is always a part of the lower case of the whole.
 */
export const lowerCase = (text: string): string => wellFormed(text).toLowerCase().replaceAll('ς', 'σ');

/** Compares text by Unicode code point. JavaScript's own `<` compares UTF-16 units, which puts emoji below some letters. */
export const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const ranks = { boolean: 1, number: 2, string: 3 };
const rank = (value: Json): number => (isScalar(value) ? ranks[typeof value as keyof typeof ranks] : 0);

/** Compares values: absent is lowest, then booleans, numbers and text. Lists and objects count as absent. */
export function compareValues(a: Json, b: Json): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === 'string') return compareText(a, b as string);
  return isScalar(a) ? Number(a) - Number(b) : 0;
}

/** True when both are scalars of the same type. */
export const areSameType = (a: Json, b: Scalar): a is Scalar => rank(a) === rank(b);
