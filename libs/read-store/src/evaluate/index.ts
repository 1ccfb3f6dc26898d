export { compareText, lowerCase, comparable } from './order';
export { matches, type KeysOfSubquery } from './matches';
export { documentComparator, pageKeyOf, sortWithId, withId, type DocumentWithId } from './sorting';
