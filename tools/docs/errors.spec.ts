import { errorsPage } from './errors';

describe('the page of errors', () => {
  const page = errorsPage(
    [
      { GONE: [404, 'It is gone.'], BANNED: [403, 'Not you.'] },
      { ABSENT: [404, 'It is absent.'], BANNED: [403, 'Not here.'] },
    ],
    [
      { slice: 'join', source: "refuse('BANNED')" },
      { slice: 'leave', source: "refuse('BANNED_ONCE')" },
    ],
  );

  it('lists every code once, by status and name, beside the slices that decide it', () =>
    expect(page.split('\n').slice(-3)).toEqual([
      '| 403 | `BANNED` | Not here. | join |',
      '| 404 | `ABSENT` | It is absent. |  |',
      '| 404 | `GONE` | It is gone. |  |',
    ]));
});
