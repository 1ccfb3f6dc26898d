import { type Body, listIn } from '../support/call';
import type { Client } from '../support/client';
import { canSeeEntrance, type ModelGroup, canSee } from './model-group';
import type { Model } from './model';
import { app, visitor } from './actions';

/** A person who takes part in no action. */
export const outsider = 'otto';

/** Expects that a person is shown exactly the groups that they may see, and what they themselves have in groups. */
export async function expectViews(
  client: Client,
  who: string,
  model: Model,
  groupIds: readonly string[],
): Promise<void> {
  const idsOf = (is: (group: ModelGroup) => boolean): string[] =>
    groupIds.filter((_, n) => is(model.groups[n]!)).sort();
  const visible = idsOf((group) => canSee(group, who));
  const hidden = groupIds.filter((id) => !visible.includes(id));
  const bodies: string[] = [];
  const read = async (path: string): Promise<Body> => {
    const { text, body, status } = await client.get(path);
    expect({ who, path, status, body }).toMatchObject({ who, path, status: 200 });
    bodies.push(text);
    return body;
  };
  const expectIds = async (path: string, ids: readonly string[]) =>
    expect({
      who,
      path,
      ids: listIn(await read(path))
        .map(({ id, groupId }) => id ?? groupId)
        .sort(),
    }).toEqual({ who, path, ids });

  await expectIds('/v2/groups', visible);
  const reachable = idsOf((group) => canSeeEntrance(group, who));
  for (const id of groupIds) {
    const call = client.get(`/v2/groups/${id}`);
    await (reachable.includes(id) ? call.expect(200) : call.expect(404, 'GROUP_NOT_FOUND'));
  }
  if (who === visitor) return;
  for (const id of hidden)
    for (const part of ['members', 'join-requests', 'invitations', 'bans'])
      await client.get(`/v2/groups/${id}/${part}`).expect(404, 'GROUP_NOT_FOUND');
  if (who === app) return;

  const own = '/v2/members/me';
  const isActive = ({ status }: ModelGroup) => status === 'ACTIVE';
  await expectIds(
    `${own}/groups`,
    idsOf((group) => isActive(group) && group.members.has(who)),
  );
  await expectIds(
    `${own}/memberships`,
    idsOf((group) => isActive(group) && (group.members.has(who) || group.requests.get(who) === 'PENDING')),
  );
  await expectIds(
    `${own}/join-requests`,
    idsOf((group) => canSee(group, who) && group.requests.has(who)),
  );
  for (const text of bodies)
    for (const id of hidden) expect({ who, text }).not.toMatchObject({ text: expect.stringContaining(id) });
  await expectIds(
    `${own}/invitations`,
    idsOf((group) => isActive(group) && group.invitations.has(who)),
  );
}
