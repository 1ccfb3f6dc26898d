const OVERHEAD = 32; // of an object, a list, a text or a number that is too large for a word
const WORD = 8;

/**
 * About how many bytes of memory this value takes. Takes time by the number of its values, not by the length of its texts.
 * Text counts two bytes for each character, and what is in the value twice counts twice: the estimate is rather too high.
 */
export function estimatedBytes(value: unknown): number {
  if (typeof value === 'string') return OVERHEAD + 2 * value.length;
  if (typeof value === 'bigint') return OVERHEAD;
  if (typeof value !== 'object' || value === null) return WORD;
  return Object.values(value).reduce<number>((sum, each) => sum + WORD + estimatedBytes(each), OVERHEAD);
}
