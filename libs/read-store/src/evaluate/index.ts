export { compareText, lowerCase, wellFormed } from './order';
export { matches } from './matches';
export { compareBy, fullSort, identified, pageKeyOf, type Identified } from './sorting';
