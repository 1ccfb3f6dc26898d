import { groupCreated, groupRenamed, roleAssigned } from '../../testing/group.examples';
import { stateAfter } from '../../testing/history';
import { mira } from '../../testing/people.examples';
import { type ExpectedRevision, isStale } from './expected-revision';
import { groupFold } from './group.state';

describe('isStale, with expected revision:', () => {
  const group = stateAfter(groupFold, groupCreated(), groupRenamed('Flow', 'flow', 'yoga'), roleAssigned(mira));
  it.each<[string, ExpectedRevision, boolean]>([
    ['nothing', undefined, false],
    ['any revision of an existing group', '*', false],
    ['the current detailsRevision, before a role changed', [1], false],
    ['an earlier revision', [0], true],
    ['the revision of a role change', [2], true],
    ['a later revision', [7], true],
    ['several, with the current one', [0, 1], false],
    ['several, without the current one', [0, 2], true],
    ['an empty list', [], true],
  ])('%s', (_, expected, stale) => expect(isStale(group, expected)).toBe(stale));
});
