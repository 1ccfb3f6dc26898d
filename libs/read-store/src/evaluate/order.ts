import type { Json } from '@app/kernel';
import type { Scalar } from '../filter';
import { isScalar } from './field';

// Databases store text as UTF-8, which cannot encode a lone surrogate.
const loneSurrogates = /\p{Cs}/gu;

/**
 * The text as it is compared: in NFC, so that the same letters are equal however they were typed, and with a lone surrogate
 * as U+FFFD. What is stored and shown stays as it was given.
 */
export const comparable = (text: string): string => text.replace(loneSurrogates, '\ufffd').normalize('NFC');

/**
 * Lower case for text operators that ignore case, in NFC: by Unicode, independent of language. A final sigma becomes a plain
 * one, so that the lower case of a part is a part of the lower case of the whole.
 */
export const lowerCase = (text: string): string => comparable(comparable(text).toLowerCase().replaceAll('ς', 'σ'));

/** Compares text by Unicode code point. JavaScript's own `<` compares UTF-16 units, which puts emoji below some letters. */
export const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const ranks = { boolean: 1, number: 2, string: 3 };
const rank = (value: Json): number => (isScalar(value) ? ranks[typeof value as keyof typeof ranks] : 0);

/** Compares values: absent is lowest, then booleans, numbers and text, which is compared in NFC. Lists and objects count as absent. */
export function compareValues(a: Json, b: Json): number {
  if (a === b) return 0;
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === 'string') return compareText(comparable(a), comparable(b as string));
  return isScalar(a) ? Number(a) - Number(b) : 0;
}

/** True when both are scalars of the same type. */
export const areSameType = (a: Json, b: Scalar): a is Scalar => rank(a) === rank(b);
