import { type Body, listIn } from '../support/call';
import type { Client } from '../support/client';
import { approaches, type Group, sees } from './group-in-maps';
import type { Model } from './model';
import { app, visitor } from './steps';

/** One who never does anything, and to whom nothing is done. */
export const outsider = 'otto';

/** Expects that somebody is shown exactly what is theirs to see: of groups, and of what they have in them. */
export async function expectViews(
  client: Client,
  who: string,
  model: Model,
  groupIds: readonly string[],
): Promise<void> {
  const idsOf = (is: (group: Group) => boolean): string[] => groupIds.filter((_, n) => is(model.groups[n]!)).sort();
  const listed = idsOf((group) => sees(group, who));
  const hidden = groupIds.filter((id) => !listed.includes(id));
  const shown: string[] = [];
  const read = async (path: string): Promise<Body> => {
    const { text, body, status } = await client.get(path);
    expect({ who, path, status, body }).toMatchObject({ who, path, status: 200 });
    shown.push(text);
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

  await expectIds('/v2/groups', listed);
  const open = idsOf((group) => approaches(group, who));
  for (const id of groupIds) {
    const call = client.get(`/v2/groups/${id}`);
    await (open.includes(id) ? call.expect(200) : call.expect(404, 'GROUP_NOT_FOUND'));
  }
  if (who === visitor) return;
  for (const id of hidden)
    for (const part of ['members', 'join-requests', 'invitations', 'bans'])
      await client.get(`/v2/groups/${id}/${part}`).expect(404, 'GROUP_NOT_FOUND');
  if (who === app) return;

  const own = '/v2/members/me';
  const isActive = ({ status }: Group) => status === 'ACTIVE';
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
    idsOf((group) => sees(group, who) && group.requests.has(who)),
  );
  for (const text of shown)
    for (const id of hidden) expect({ who, text }).not.toMatchObject({ text: expect.stringContaining(id) });
  await expectIds(
    `${own}/invitations`,
    idsOf((group) => isActive(group) && group.invitations.has(who)),
  );
}
