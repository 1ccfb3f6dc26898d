import { routesOf, sliceTable, summaryOf, withSliceIndex } from './slices';

const slice = (sources: Record<string, string>) => ({ name: 'ask-to-join', path: 'write/ask-to-join', sources });
const controller = `
  @Controller('v2/groups/:groupId/join-requests')
  export class AskToJoinController {
    @Post() @HttpCode(200) ask() {}
    @Get('latest') latest() {}
    notARoute() {}
  }`;

describe('the index of slices', () => {
  it('finds the routes', () =>
    expect(routesOf(slice({ 'ask-to-join.controller.ts': controller }))).toEqual([
      'POST /v2/groups/{groupId}/join-requests',
      'GET /v2/groups/{groupId}/join-requests/latest',
    ]));

  it('takes the first sentence about what is named like the slice', () =>
    expect(
      summaryOf(
        slice({
          'ask-to-join.decision.ts': `
            /** A number. */
            export const most = 1;
            /** Asks to be let in (v1.2), and
             * waits. Then more. */
            export function askToJoin() {}`,
        }),
      ),
    ).toBe('Asks to be let in (v1.2), and waits.'));

  it('takes the first one there is otherwise', () =>
    expect(summaryOf(slice({ 'ask-to-join.policy.ts': '/** It follows. */ export const other = 1;' }))).toBe(
      'It follows.',
    ));

  it('says nothing of a slice that says nothing', () =>
    expect(sliceTable([slice({})])).toContain('| [ask-to-join](write/ask-to-join) |  |  |'));

  it('goes between its markers, again and again, and nowhere else', () => {
    const once = withSliceIndex('a\n<!-- slices -->old<!-- /slices -->\nb', '$1');
    expect(once).toBe('a\n<!-- slices -->\n\n$1\n\n<!-- /slices -->\nb');
    expect(withSliceIndex(once, '$1')).toBe(once);
    expect(() => withSliceIndex('a page', 'index')).toThrow('no place');
  });
});
