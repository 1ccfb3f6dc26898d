import { errorsPage } from './errors';

describe('the page of errors', () => {
  const page = errorsPage({
    problems: [
      { GONE: [404, 'It is gone.'], BANNED: [403, 'Not you.'] },
      { ABSENT: [404, 'It is absent.'], BANNED: [403, 'Not here.'] },
    ],
    decisions: [
      { slice: 'join', source: "refuse('BANNED')" },
      { slice: 'ask', source: "export const askRefusals = ['GONE', 'BANNED'] as const;" },
      { slice: 'leave', source: "refuse('BANNED_ONCE'); accept({ type: 'Left', because: 'BANNED' })" },
    ],
    bodyOf: (status, code, sentence) => ({ status, code, sentence }),
    rules: { TOO_SWEET: { sentence: 'It is too sweet.', body: { sugar: 3 } } },
  });

  it('lists every code once, by status and name, beside the slices that decide it', () =>
    expect(page).toContain(
      [
        '| Status | Code | What it says | Decided in |',
        '| --- | --- | --- | --- |',
        '| 403 | `BANNED` | Not here. | join, ask |',
        '| 404 | `ABSENT` | It is absent. |  |',
        '| 404 | `GONE` | It is gone. | ask |',
        '',
      ].join('\n'),
    ));

  it('lists the rules that a request can break', () =>
    expect(page).toContain('| 400 | `TOO_SWEET` | It is too sweet. |'));

  it('ends with an example of each', () => {
    const examples = page.slice(page.indexOf('## Examples'));
    const titles = ['400 TOO_SWEET', '403 BANNED', '404 ABSENT', '404 GONE'];
    expect([...examples.matchAll(/^### (.*)$/gm)].map(([, title]) => title)).toEqual(titles);
    const bodies = [...examples.matchAll(/```json\n([^`]*)\n```/g)].map(([, body]) => JSON.parse(body!) as unknown);
    expect(bodies.slice(0, 2)).toEqual([{ sugar: 3 }, { status: 403, code: 'BANNED', sentence: 'Not here.' }]);
    expect(bodies).toHaveLength(titles.length);
  });
});
