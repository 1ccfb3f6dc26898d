import { freshTrail, Streams } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { Unauthenticated } from '@app/identity';
import { type Caller, refuse } from '@app/kernel';
import { groupId } from './group/group.examples';
import { anna, billing, mira, olga, policies, ravi, unknownCountAs } from './people.examples';
import { admission } from './admission';
import {
  ChangeSiteSettingsCommand,
  ChangeSiteSettingsHandler,
} from './write/change-site-settings/change-site-settings.handler';
import { EndAccountCommand, EndAccountHandler } from './write/end-account/end-account.handler';
import { JoinGroupCommand, JoinGroupHandler } from './write/join-group/join-group.handler';
import { SetSiteMemberCommand, SetSiteMemberHandler } from './write/set-site-member/set-site-member.handler';

const store = new InMemoryEventStore();
const rules = unknownCountAs('REFUSE');
const streams = new Streams(store, () => new Date(), admission(rules));
const changesSettings = (by: Caller) =>
  new ChangeSiteSettingsHandler(streams).execute(new ChangeSiteSettingsCommand({ creationPolicy: 'ALL_MEMBERS' }, by));
const registers = (who: typeof ravi, by: Caller, on = streams) =>
  new SetSiteMemberHandler(on).execute(
    new SetSiteMemberCommand({ memberId: who.memberId, profile: 'PUBLIC' }, by, freshTrail()),
  );

describe('people whom the directory does not know', () => {
  it.each(['PUBLIC', 'PRIVATE'] as const)('are let in by a house where they count as %s', async (unknown) => {
    const hospitable = new Streams(new InMemoryEventStore(), () => new Date(), admission(unknownCountAs(unknown)));
    expect(await registers(ravi, ravi, hospitable)).toMatchObject({ accepted: true });
  });

  it('change nothing in a house that refuses them, not even their own entry', async () => {
    expect(await changesSettings(ravi)).toEqual(refuse('SITE_MEMBER_UNKNOWN'));
    expect(await registers(ravi, ravi)).toEqual(refuse('SITE_MEMBER_UNKNOWN'));
  });
  it('learn nothing more of a group that they cannot see', async () => {
    const join = new JoinGroupHandler(streams, rules).execute(new JoinGroupCommand({ groupId }, ravi));
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
    new EndAccountHandler(streams).execute(new EndAccountCommand({ memberId }, billing, freshTrail()));

  it.each([
    ['a member', mira],
    ['a site admin', { ...anna, id: 'former', memberId: 'former' }],
  ])('are nobody, whatever they ask for: %s', async (_, who) => {
    await registers(who, billing);
    await ends(who.memberId);
    const join = new JoinGroupHandler(streams, rules).execute(new JoinGroupCommand({ groupId }, who));
    for (const refused of [changesSettings(who), registers(who, who), join])
      await expect(refused).rejects.toThrow(Unauthenticated);
  });
  it('are no matter where others act', async () => {
    await ends('tomo');
    for (const by of [anna, billing, policies]) expect(await changesSettings(by)).toMatchObject({ accepted: true });
  });
});
