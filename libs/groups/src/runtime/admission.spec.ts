import { newCommandMetadata, Decider } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { Unauthenticated } from '@app/identity';
import { type Caller, refuse } from '@app/kernel';
import { groupId } from '../testing/group.examples';
import { anna, billing, mira, olga, policies, ravi, settingsWithUnknown } from '../testing/people.examples';
import { admission } from './admission';
import {
  ChangeSiteSettingsCommand,
  ChangeSiteSettingsHandler,
} from '../commands/change-site-settings/change-site-settings.command';
import { EndAccountCommand, EndAccountHandler } from '../commands/end-account/end-account.command';
import { JoinGroupCommand, JoinGroupHandler } from '../commands/join-group/join-group.command';
import { SetSiteMemberCommand, SetSiteMemberHandler } from '../commands/set-site-member/set-site-member.command';

const store = new InMemoryEventStore();
const settings = settingsWithUnknown('REFUSE');
const decider = new Decider(store, () => new Date(), admission(settings));
const changesSettings = (by: Caller) =>
  new ChangeSiteSettingsHandler(decider, settings).execute(
    new ChangeSiteSettingsCommand({ creationPolicy: 'ALL_MEMBERS' }, by),
  );
const registers = (who: typeof ravi, by: Caller, on = decider) =>
  new SetSiteMemberHandler(on, settings).execute(
    new SetSiteMemberCommand({ memberId: who.memberId, profile: 'PUBLIC' }, by, newCommandMetadata()),
  );

describe('people whom the directory does not know', () => {
  it.each(['PUBLIC', 'PRIVATE'] as const)('are let in by a house where they count as %s', async (unknown) => {
    const hospitable = new Decider(new InMemoryEventStore(), () => new Date(), admission(settingsWithUnknown(unknown)));
    expect(await registers(ravi, ravi, hospitable)).toMatchObject({ accepted: true });
  });

  it('change nothing in a house that refuses them, not even their own entry', async () => {
    expect(await changesSettings(ravi)).toEqual(refuse('SITE_MEMBER_UNKNOWN'));
    expect(await registers(ravi, ravi)).toEqual(refuse('SITE_MEMBER_UNKNOWN'));
  });
  it('learn nothing more of a group that they cannot see', async () => {
    const join = new JoinGroupHandler(decider, settings).execute(new JoinGroupCommand({ groupId }, ravi));
    expect(await join).toEqual(refuse('GROUP_NOT_FOUND'));
  });
  it.each([
    ['site admins', anna],
    ['apps', billing],
    ['policies', policies],
  ])('are no matter where %s act', async (_, by) =>
    expect(await changesSettings(by)).toMatchObject({ accepted: true }),
  );
  it('are people like any other once the directory knows them', async () => {
    await registers(olga, anna);
    expect(await registers(olga, olga)).toMatchObject({ accepted: true });
    expect(await changesSettings(olga)).toEqual(refuse('PERMISSION_DENIED'));
  });
});

describe('people whose account has ended', () => {
  const ends = (memberId: string) =>
    new EndAccountHandler(decider, settings).execute(
      new EndAccountCommand({ memberId }, billing, newCommandMetadata()),
    );

  it.each([
    ['a member', mira],
    ['a site admin', { ...anna, id: 'former', memberId: 'former' }],
  ])('are nobody, whatever they ask for: %s', async (_, who) => {
    await registers(who, billing);
    await ends(who.memberId);
    const join = new JoinGroupHandler(decider, settings).execute(new JoinGroupCommand({ groupId }, who));
    for (const refused of [changesSettings(who), registers(who, who), join])
      await expect(refused).rejects.toThrow(Unauthenticated);
  });
  it('are no matter where others act', async () => {
    await ends('tomo');
    for (const by of [anna, billing, policies]) expect(await changesSettings(by)).toMatchObject({ accepted: true });
  });
});
