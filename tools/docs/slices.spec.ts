import { commandRow, policyRow, queryRows, routesOf, slicesPage } from './slices';

const slice = (sources: Record<string, string>) => ({ name: 'join-groups', path: 'commands/join-groups', sources });
const controller = `
  @Controller('v2/groups/:groupId/members')
  export class JoinGroupsController {
    @Post() @HttpCode(200) join() { return new JoinGroupsCommand(); }
    @Get('latest') latest() { return new FindLatest(); }
    @Post('query') query() { return new FindMembers(); }
    notARoute() {}
  }`;

describe('the page of slices', () => {
  it('finds the routes', () =>
    expect(routesOf(slice({ 'join-groups.controller.ts': controller })).map(({ route }) => route)).toEqual([
      'POST /v2/groups/{groupId}/members',
      'GET /v2/groups/{groupId}/members/latest',
      'POST /v2/groups/{groupId}/members/query',
    ]));

  it('takes of a command the first sentence about its only function, whatever else has a comment', () =>
    expect(
      commandRow(
        slice({
          'join-groups.decision.ts': `
            /** A type. */
            export type JoinGroup = object;
            /** A number. */
            export const most = 1;
            /** Joins a group (v1.2), and
             * waits. Then more. */
            export function joinGroup() {}`,
        }),
      ).sentence,
    ).toBe('Joins a group (v1.2), and waits.'));

  it('takes of several functions the one that the command names', () =>
    expect(
      commandRow(
        slice({
          'join-groups.decision.ts': `
            /** The first step. */
            export function begin() {}
            /** Joins. */
            export function join() {}`,
          'join-groups.command.ts': 'export class JoinGroupsCommand extends GroupsCommand<typeof join> {}',
        }),
      ).sentence,
    ).toBe('Joins.'));

  it('takes no other comment if there is none', () =>
    expect(
      commandRow(slice({ 'join-groups.decision.ts': '/** A type. */ export type A = 1; export function join() {}' })),
    ).toMatchObject({ sentence: '' }));

  it('gives each query its own routes and sentence', () =>
    expect(
      queryRows(
        slice({
          'join-groups.controller.ts': controller,
          'find-latest.query.ts': `
            /** The latest. */
            export class FindLatest {}
            @QueryHandler(FindLatest)
            export class FindLatestHandler {}`.replaceAll(/^ +/gm, ''),
          'find-members.query.ts': `
            /** A filter. */
            export const filter = 1;
            /** All of them. */
            export class FindMembers {}
            @QueryHandler(FindMembers)
            export class FindMembersHandler {}`.replaceAll(/^ +/gm, ''),
        }),
      ),
    ).toEqual([
      {
        name: 'FindLatest',
        path: 'commands/join-groups/find-latest.query.ts',
        routes: ['GET /v2/groups/{groupId}/members/latest'],
        sentence: 'The latest.',
      },
      {
        name: 'FindMembers',
        path: 'commands/join-groups/find-members.query.ts',
        routes: ['POST /v2/groups/{groupId}/members/query'],
        sentence: 'All of them.',
      },
    ]));

  it('takes of a policy what its constant says', () =>
    expect(
      policyRow(
        'end-it',
        'policies/end-it.policy.ts',
        '/** A type. */ export type Trigger = 1;\n/** It ends. */ export const endIt = 1;',
      ),
    ).toEqual({ name: 'end-it', path: 'policies/end-it.policy.ts', routes: [], sentence: 'It ends.' }));

  it('links to each from the folder of the docs', () => {
    const row = { name: 'a', path: 'libs/a', routes: ['GET /a', 'GET /b'], sentence: 'One | two.' };
    const page = slicesPage({ commands: [row], queries: [], policies: [{ ...row, name: 'b', routes: [] }] });
    expect(page).toContain('| [a](../libs/a) | `GET /a`<br>`GET /b` | One \\| two. |');
    expect(page).toContain('| [b](../libs/a) | One \\| two. |');
  });
});
