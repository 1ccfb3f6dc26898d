/** How often a property is tried: quickly by default, thoroughly with `LONG=1`. */
export const runs = (quick: number, long: number): number => (process.env.LONG === '1' ? long : quick);
