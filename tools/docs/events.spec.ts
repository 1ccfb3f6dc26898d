import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventsPage } from './events';

describe('the page of events', () => {
  const folder = mkdtempSync(join(tmpdir(), 'events-page-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('lists each event with its data as it is written, and no unions', () => {
    const file = join(folder, 'club.events.ts');
    writeFileSync(
      file,
      `type Event<Type extends string, Data> = { readonly type: Type; readonly data: Readonly<Data> };
       type Words = string;
       type OfClub = { clubId: string };
       /** It began. Somebody | somewhere. */
       export type ClubFounded = Event<'ClubFounded', OfClub & { motto?: Words; kind: 'A' | 'B' }>;
       export type ClubClosed = Event<'ClubClosed', Pick<OfClub, 'clubId'>>;
       export type ClubEvent = ClubFounded | ClubClosed;
       export type Kind = 'A' | 'B';`,
    );
    expect(eventsPage([file], { types: [], strict: true }).split('\n').slice(-6)).toEqual([
      '## club',
      '',
      '| Event | What happened | Data |',
      '| --- | --- | --- |',
      "| `ClubFounded` | It began. Somebody \\| somewhere. | `clubId: string`, `motto?: Words`, `kind: 'A' \\| 'B'` |",
      '| `ClubClosed` |  | `clubId: string` |',
    ]);
  });

  it('lists former shapes, as the upcasts beside the events explain them', () => {
    const file = join(folder, 'team.events.ts');
    writeFileSync(
      file,
      `type Event<Type extends string, Data> = { readonly type: Type; readonly data: Readonly<Data> };
       export type TeamFounded = Event<'TeamFounded', { teamId: string }>;`,
    );
    writeFileSync(
      join(folder, 'team.upcasts.ts'),
      `const other = { Unrelated: 1 };
       export const teamUpcasts = {
         /** Without a | kind. Read as \`TeamFounded\`. */
         TeamMade: (stored: object) => stored,
       };`,
    );
    expect(eventsPage([file], { types: [], strict: true }).split('\n').slice(-5)).toEqual([
      'Former shapes, which stores may hold and which are never written:',
      '',
      '| Stored as | Read as |',
      '| --- | --- |',
      '| `TeamMade` | Without a \\| kind. Read as `TeamFounded`. |',
    ]);
  });
});
