import { stateAfter } from '../../testing/history';
import { mira } from '../../testing/people.examples';
import { type ExpectedRevision, isStale } from './expected-revision';
import { groupCreated, groupRenamed, roleAssigned } from '../../testing/group.examples';
import { groupFold } from './group.state';

describe('a caller who expects', () => {
  const group = stateAfter(groupFold, groupCreated(), groupRenamed('Flow', 'flow', 'yoga'), roleAssigned(mira));
  it.each<[string, ExpectedRevision, boolean]>([
    ['nothing', undefined, false],
    ['that there is a group', '*', false],
    ['the latest change of details, whatever roles came since', [1], false],
    ['an earlier revision', [0], true],
    ['the revision of a role', [2], true],
    ['a revision that is not there yet', [7], true],
    ['one of several', [0, 1], false],
    ['none of several', [0, 2], true],
    ['what cannot be', [], true],
  ])('%s', (_, expected, stale) => expect(isStale(group, expected)).toBe(stale));
});
