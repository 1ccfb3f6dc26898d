import { freshTrail, Streams } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { type Caller, refuse } from '@app/kernel';
import { groupId } from './group/group.examples';
import { anna, billing, olga, policies, ravi, unknownCountAs } from './people.examples';
import { unknownPeople } from './unknown-people';
import {
  ChangeSiteSettingsCommand,
  ChangeSiteSettingsHandler,
} from './write/change-site-settings/change-site-settings.handler';
import { JoinGroupCommand, JoinGroupHandler } from './write/join-group/join-group.handler';
import { SetSiteMemberCommand, SetSiteMemberHandler } from './write/set-site-member/set-site-member.handler';

const store = new InMemoryEventStore();
const rules = unknownCountAs('REFUSE');
const streams = new Streams(store, () => new Date(), unknownPeople(rules));
const changesSettings = (by: Caller) =>
  new ChangeSiteSettingsHandler(streams).execute(new ChangeSiteSettingsCommand({ creationPolicy: 'ALL_MEMBERS' }, by));
const registers = (who: typeof ravi, by: Caller) =>
  new SetSiteMemberHandler(streams).execute(
    new SetSiteMemberCommand({ memberId: who.memberId, profile: 'PUBLIC' }, by, freshTrail()),
  );

describe('people whom the directory does not know', () => {
  it.each(['PUBLIC', 'PRIVATE'] as const)('are let in by a house where they count as %s', (unknown) =>
    expect(unknownPeople(unknownCountAs(unknown))).toBeNull(),
  );

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
