import { Decider, policyCommandMetadata } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { type Recorded, system } from '@app/kernel';
import { groupStream } from '../domain/group/group.state';
import { slugStream } from '../domain/slug/slug.state';
import { commandOf } from '../policies/policy-commands';
import { releaseFormerSlug } from '../policies/release-former-slug.policy';
import { takeFreedSlug } from '../policies/take-freed-slug.policy';
import { details } from '../testing/group.examples';
import { anna, settingsWithUnknown, siteId } from '../testing/people.examples';
import { CreateGroupCommand, CreateGroupHandler } from './create-group/create-group.command';
import { ReleaseSlugCommand, ReleaseSlugHandler } from './release-slug/release-slug.command';
import { PendingItems } from './pending-items';
import { SlugReservations } from './slug-reservations';
import { TakeFreedSlugHandler, type TakeFreedSlugCommand } from './take-freed-slug/take-freed-slug.command';
import { UpdateGroupCommand, UpdateGroupHandler } from './update-group/update-group.command';

/** An event store in which appends to the streams of groups wait until as many are under way as `hold` says. */
class HoldingEventStore extends InMemoryEventStore {
  private readonly held: (() => void)[] = [];
  private left = 0;

  hold(appends: number): void {
    this.left = appends;
  }

  override async append(...args: Parameters<InMemoryEventStore['append']>) {
    if (this.left > 0 && args[0].startsWith('group-')) {
      const others = new Promise<void>((resume) => this.held.push(resume));
      this.left -= 1;
      if (this.left === 0) this.held.splice(0).forEach((resume) => resume());
      await others;
    }
    return super.append(...args);
  }
}

const settings = settingsWithUnknown('PUBLIC');
let store: HoldingEventStore;
beforeEach(() => (store = new HoldingEventStore()));

/** A process that executes commands, and after each append the policies about slugs. */
function serviceProcess() {
  const decider = new Decider(store);
  const slugs = new SlugReservations(decider);
  const runPolicies = async (event: Recorded): Promise<void> => {
    for (const { name, on, requests } of [releaseFormerSlug, takeFreedSlug]) {
      if (!on.includes(event.type as never)) continue;
      for (const request of requests(event as never, [])) {
        const command = commandOf(request, event.position, system(siteId), policyCommandMetadata(event, name, ''));
        if (command instanceof ReleaseSlugCommand) await new ReleaseSlugHandler(decider, settings).execute(command);
        else await new TakeFreedSlugHandler(decider, settings).execute(command as TakeFreedSlugCommand);
      }
    }
  };
  decider.onAppended(async (events) => {
    for (const event of events) await runPolicies(event);
  });
  const create = (groupId: string, name: string) =>
    new CreateGroupHandler(decider, settings, slugs, new PendingItems()).execute(
      new CreateGroupCommand({ groupId, details: details({ name }), creatorId: anna.memberId }, anna),
    );
  const rename = async (groupId: string, name: string): Promise<string | null> => {
    const command = new UpdateGroupCommand({ groupId, changes: { name } }, anna);
    const result = await new UpdateGroupHandler(decider, settings, slugs).execute(command);
    return result.accepted ? result.states.group.slug : null;
  };
  const slugOf = async (groupId: string) =>
    (await decider.on({ group: groupStream(siteId, groupId) }).load()).group.slug;
  const holderOf = async (slug: string) =>
    (await decider.on({ slug: slugStream(siteId, slug) }).load()).slug.holder?.groupId ?? null;
  return { create, rename, slugOf, holderOf };
}

describe('groups that are renamed at the same moment', () => {
  it('to each other’s name: the one that comes later in the event store gets the slug that the other has given up', async () => {
    const [{ create, rename, slugOf, holderOf }, second] = [serviceProcess(), serviceProcess()];
    await create('a', 'Flow');
    await create('b', 'Tea');
    store.hold(2);
    const responses = await Promise.all([rename('a', 'Tea'), second.rename('b', 'Flow')]);
    expect(responses).toEqual(['tea-2', 'flow']);
    expect([await slugOf('a'), await slugOf('b')]).toEqual(responses);
    expect(await Promise.all(['tea-2', 'flow', 'tea', 'flow-2'].map(holderOf))).toEqual(['a', 'b', null, null]);
  });

  it('in a circle of three: as after some order of the renames', async () => {
    const [{ create, rename, slugOf }, second] = [serviceProcess(), serviceProcess()];
    for (const [id, name] of ['Flow', 'Tea', 'Yin'].entries()) await create(`${id}`, name);
    store.hold(3);
    await Promise.all([rename('0', 'Tea'), second.rename('1', 'Yin'), rename('2', 'Flow')]);
    expect([
      ['tea-2', 'yin-2', 'flow'],
      ['tea-2', 'yin', 'flow'],
      ['tea', 'yin-2', 'flow'],
      ['tea', 'yin-2', 'flow-2'],
      ['tea-2', 'yin', 'flow-2'],
      ['tea', 'yin', 'flow-2'],
    ]).toContainEqual(await Promise.all(['0', '1', '2'].map(slugOf)));
  });
});

describe('a group with a numbered slug', () => {
  it('keeps it when the plain one becomes free later', async () => {
    const { create, rename, slugOf, holderOf } = serviceProcess();
    await create('a', 'Flow');
    await create('b', 'Tea');
    expect(await rename('a', 'Tea')).toBe('tea-2');
    expect(await rename('b', 'Flow')).toBe('flow');
    expect([await slugOf('a'), await holderOf('tea')]).toEqual(['tea-2', null]);
  });
});
