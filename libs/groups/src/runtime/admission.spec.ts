import { Decider, newCommandMetadata } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { Unauthenticated } from '@app/identity';
import { type Caller, refuse } from '@app/kernel';
import {
  ChangeSiteSettingsCommand,
  ChangeSiteSettingsHandler,
} from '../commands/change-site-settings/change-site-settings.command';
import { EndAccountCommand, EndAccountHandler } from '../commands/end-account/end-account.command';
import { JoinGroupCommand, JoinGroupHandler } from '../commands/join-group/join-group.command';
import { SetSiteMemberCommand, SetSiteMemberHandler } from '../commands/set-site-member/set-site-member.command';
import { groupId } from '../testing/group.examples';
import { anna, billing, mira, olga, policies, ravi, settingsWithUnknown } from '../testing/people.examples';
import { admission } from './admission';

const store = new InMemoryEventStore();
const settings = settingsWithUnknown('REFUSE');
const decider = new Decider(store, () => new Date(), admission(settings));
const changeSettings = (by: Caller) =>
  new ChangeSiteSettingsHandler(decider, settings).execute(
    new ChangeSiteSettingsCommand({ creationPolicy: 'ALL_MEMBERS' }, by),
  );
const register = (who: typeof ravi, by: Caller, on = decider) =>
  new SetSiteMemberHandler(on, settings).execute(
    new SetSiteMemberCommand({ memberId: who.memberId, profile: 'PUBLIC' }, by, newCommandMetadata()),
  );

describe('people who are missing in the directory', () => {
  it.each(['PUBLIC', 'PRIVATE'] as const)('may send commands with the setting %s', async (unknown) => {
    const permissive = new Decider(new InMemoryEventStore(), () => new Date(), admission(settingsWithUnknown(unknown)));
    expect(await register(ravi, ravi, permissive)).toMatchObject({ accepted: true });
  });

  it('are refused with the setting REFUSE, also when they change their own entry', async () => {
    expect(await changeSettings(ravi)).toEqual(refuse('SITE_MEMBER_UNKNOWN'));
    expect(await register(ravi, ravi)).toEqual(refuse('SITE_MEMBER_UNKNOWN'));
  });
  it('get GROUP_NOT_FOUND for a group that they cannot see', async () => {
    const join = new JoinGroupHandler(decider, settings).execute(new JoinGroupCommand({ groupId }, ravi));
    expect(await join).toEqual(refuse('GROUP_NOT_FOUND'));
  });
  it.each([
    ['a site admin', anna],
    ['an app', billing],
    ['a policy', policies],
  ])('%s is admitted without an entry in the directory', async (_, by) =>
    expect(await changeSettings(by)).toMatchObject({ accepted: true }),
  );
  it('are admitted once they are in the directory', async () => {
    await register(olga, anna);
    expect(await register(olga, olga)).toMatchObject({ accepted: true });
    expect(await changeSettings(olga)).toEqual(refuse('PERMISSION_DENIED'));
  });
});

describe('people whose account has ended', () => {
  const endAccount = (memberId: string) =>
    new EndAccountHandler(decider, settings).execute(
      new EndAccountCommand({ memberId }, billing, newCommandMetadata()),
    );

  it.each([
    ['a member', mira],
    ['a site admin', { ...anna, id: 'former', memberId: 'former' }],
  ])('are unauthenticated for every command: %s', async (_, who) => {
    await register(who, billing);
    await endAccount(who.memberId);
    const join = new JoinGroupHandler(decider, settings).execute(new JoinGroupCommand({ groupId }, who));
    for (const refused of [changeSettings(who), register(who, who), join])
      await expect(refused).rejects.toThrow(Unauthenticated);
  });
  it('do not affect other callers', async () => {
    await endAccount('tomo');
    for (const by of [anna, billing, policies]) expect(await changeSettings(by)).toMatchObject({ accepted: true });
  });
});
