import { Decider } from '@app/decider';
import { EventUnreadable, InMemoryEventStore, unreadable } from '@app/event-store';
import type { Filter } from '@app/read-store';
import { groupStream } from '../domain/group/group.state';
import { recorded } from '../testing/history';
import { olga, siteId } from '../testing/people.examples';
import { siteMemberAccountEnded } from '../testing/site-member.examples';
import type { Views } from '../views/views';
import { PolicyLookups } from './policy-lookups';

const [ended] = recorded(siteMemberAccountEnded(olga));

/** An event store in which the stream of this group cannot be read. */
class StoreWithUnreadableGroup extends InMemoryEventStore {
  constructor(private readonly unreadableGroup: string) {
    super();
  }

  override readStream(...args: Parameters<InMemoryEventStore['readStream']>) {
    if (args[0] !== groupStream(siteId, this.unreadableGroup).name) return super.readStream(...args);
    return Promise.reject(new EventUnreadable(unreadable(ended!, 'UNKNOWN_TYPE')));
  }
}

/** Views in which olga owns these groups, each with more members than one page has, and is a member of the others. */
function viewsWith(owned: readonly string[], joined: readonly string[]): Views {
  const members = (n: number) => Array.from({ length: n }, (_, index) => ({ memberId: `member-${index}` }));
  const participations = [owned.map((groupId) => ({ groupId, owner: true })), joined.map((groupId) => ({ groupId }))];
  const all = async function* (_view: string, _siteId: string, { all: conditions }: { all: readonly Filter[] }) {
    const isAboutOlga = JSON.stringify(conditions[0]).includes('memberId');
    yield* isAboutOlga ? participations : [members(20), members(1)];
  };
  return { waitForPosition: () => Promise.resolve(), all } as unknown as Views;
}

describe('the participations of an ended account', () => {
  it('are all found, though one of its groups cannot be read', async () => {
    const decider = new Decider(new StoreWithUnreadableGroup('broken'));
    const lookups = new PolicyLookups(viewsWith(['broken'], ['chess']), decider);
    const found: string[] = [];
    for await (const chunk of lookups.lookUp({ participationsOf: { memberId: olga.memberId } }, ended!))
      found.push(...chunk.map(({ groupId }) => groupId));
    expect(found).toEqual(['broken', 'chess']); // for the first, a command fails and is parked
  });
});
