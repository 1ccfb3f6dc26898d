import { randomUUID } from 'node:crypto';
import { answersOf, asks, questionsOf, requirementsOf, rulesOf, where, why, wrong } from '../support/entrance';
import type { Person } from '../support/person';
import { stories } from '../support/stories';
import { nextMillisecond } from './next-millisecond';

const { people, writesNothing } = stories();
const PRIVATE = { privacyStatus: 'PRIVATE' };
const SECRET = { privacyStatus: 'SECRET' };
const aUuid = expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown;
const times = (count: number) => Array.from({ length: count }, (_, n) => n);
const emoji = '🧘'; // one character, two UTF-16 units

describe('rules', () => {
  const kind = { title: 'Be kind', description: 'Always.' };
  const punctual = { title: 'Be on time' };

  it('are none at first, and then those that an admin sets, in their order', async () => {
    const { olga, mira, siteAdmin, app, visitor } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    await visitor.get(rulesOf(id)).expect(200, (body) => expect(body).toEqual({ rules: [] }));
    await olga.adds(id, mira);
    await olga.makesAdmin(id, mira);
    for (const [n, who] of [olga, mira, siteAdmin, app].entries()) {
      const given = [kind, punctual, { title: `Rule ${n}`, description: '' }];
      const response = await who.put(rulesOf(id), { groupId: id, rules: given }).expect(200);
      expect(response).toEqual({ groupId: id, rules: given });
      for (const reader of [visitor, mira, app])
        await reader.get(`${rulesOf(id)}?groupId=${id}`).expect(200, (body) => expect(body).toEqual({ rules: given }));
    }
    await olga.put(rulesOf(id), { rules: [] }).expect(200, { rules: [] });
    await visitor.get(rulesOf(id)).expect(200, { rules: [] });
  });

  it('that are already the same write nothing', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    await writesNothing(() => olga.put(rulesOf(id), { rules: [] }).expect(200));
    await olga.put(rulesOf(id), { rules: [kind, punctual] }).expect(200);
    const { group } = await olga.get(`/v2/groups/${id}`).expect(200);
    await writesNothing(() =>
      olga.put(rulesOf(id), { rules: [kind, punctual] }).expect(200, { rules: [kind, punctual] }),
    );
    await olga.get(`/v2/groups/${id}`).expect(200, { group });
  });

  it('change the dates of the group', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    const { group: before } = await olga.get(`/v2/groups/${id}`).expect(200);
    await nextMillisecond();
    await olga.put(rulesOf(id), { rules: [kind] }).expect(200);
    const { group: after } = await olga.get(`/v2/groups/${id}`).expect(200);
    expect(after.updatedDate > before.updatedDate).toBe(true);
    expect(after.lastActivityDate).toBe(after.updatedDate);
  });

  it('are set by admins only', async () => {
    const { olga, ravi, zoe, visitor } = await people('olga', 'ravi', 'zoe');
    for (const privacy of [{}, PRIVATE]) {
      const id = await olga.createsGroup(privacy);
      await olga.adds(id, ravi);
      await writesNothing(async () => {
        await visitor.put(rulesOf(id), { rules: [kind] }).expect(401, 'UNAUTHENTICATED');
        for (const who of [ravi, zoe]) await who.put(rulesOf(id), { rules: [kind] }).expect(403, 'PERMISSION_DENIED');
      });
    }
    await writesNothing(() => olga.put(rulesOf(randomUUID()), { rules: [kind] }).expect(404, 'GROUP_NOT_FOUND'));
  });

  it.each(
    wrong(
      [{}, 'rules'],
      [{ rules: null }, 'rules'],
      [{ rules: {} }, 'rules'],
      [{ rules: [null] }, 'rules'],
      [{ rules: ['Be kind'] }, 'rules'],
      [{ rules: times(101).map((n) => ({ title: `Rule ${n}` })) }, 'rules'],
      [{ rules: [kind, {}] }, 'rules[1].title'],
      [{ rules: [{ title: '' }] }, 'rules[0].title'],
      [{ rules: [{ title: ' \t' }] }, 'rules[0].title'],
      [{ rules: [{ title: '\u3164' }] }, 'rules[0].title'],
      [{ rules: [{ title: 'Be \u2068kind' }] }, 'rules[0].title'],
      [{ rules: [{ title: 7 }] }, 'rules[0].title'],
      [{ rules: [{ title: 'x'.repeat(201) }] }, 'rules[0].title'],
      [{ rules: [{ title: 'x', description: 'x'.repeat(2001) }] }, 'rules[0].description'],
      [{ rules: [{ title: 'x', description: null }] }, 'rules[0].description'],
      [{ rules: [{ title: 'x', id: '1' }] }, 'rules[0].id'],
      [{ rules: [kind], groupId: randomUUID() }, 'groupId'],
      [{ rules: [kind], group: 'x' }, 'group'],
    ),
  )('that are invalid are refused: %s', async (_, field, body) => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    await writesNothing(() => olga.put(rulesOf(id), body).expect(400, field));
  });

  it('may have the largest number and length, counted in characters', async () => {
    const { olga, visitor } = await people('olga');
    const id = await olga.createsGroup();
    const rules = times(100).map(() => ({ title: emoji.repeat(200), description: emoji.repeat(2000) }));
    const { rules: replaced } = await olga.put(rulesOf(id), { rules }).expect(200);
    const { rules: read } = await visitor.get(rulesOf(id)).expect(200);
    expect([replaced, read]).toEqual([rules, rules]);
  });

  it('that fit into a request, but not into an event, are refused', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    const bells = { title: 'Bells', description: '\u0007'.repeat(2000) }; // in JSON six bytes each
    const bodyOf = (last: string) =>
      JSON.stringify({ rules: [...times(87).map(() => bells), { title: 'Last', description: last }] });
    const body = bodyOf('x'.repeat(1_048_576 - bodyOf('').length));
    await writesNothing(() => olga.send('PUT', rulesOf(id), body).expect(400, 'body'));
  });
});

describe('questions', () => {
  it('are none at first, and then those that an admin sets, each with an id', async () => {
    const { olga, mira, siteAdmin, app, visitor } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    await visitor.get(questionsOf(id)).expect(200, (body) => expect(body).toEqual({ questions: [] }));
    await olga.adds(id, mira);
    await olga.makesAdmin(id, mira);
    for (const who of [olga, mira, siteAdmin, app]) {
      const response = await who
        .put(questionsOf(id), { groupId: id, questions: [why, { text: 'Where?' }] })
        .expect(200);
      expect(response).toEqual({
        questions: [
          { id: aUuid, ...why },
          { id: aUuid, ...where },
        ],
      });
      for (const reader of [visitor, mira, app])
        await reader.get(`${questionsOf(id)}?groupId=${id}`).expect(200, (body) => expect(body).toEqual(response));
    }
    await olga.put(questionsOf(id), { questions: [] }).expect(200, { questions: [] });
    await visitor.get(questionsOf(id)).expect(200, { questions: [] });
  });

  it('keep the ids that are sent; those without id are new, and those not sent are removed', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    const [first, second] = await asks(olga, id, why, where);
    const reworded = { ...first, text: 'Why now?' };
    const after = await asks(
      olga,
      id,
      { text: 'When?', id: null },
      { ...reworded, id: reworded.id.toUpperCase() },
      why,
    );
    expect(after).toEqual([{ id: aUuid, text: 'When?', required: false }, reworded, { id: aUuid, ...why }]);
    expect(new Set([first, second, after[0], after[2]].map((question) => question.id)).size).toBe(4);
    await writesNothing(() =>
      olga.put(questionsOf(id), { questions: [after[1], after[0], second] }).expect(400, 'questions[2].id'),
    );
    expect(await asks(olga, id, after[1])).toEqual([reworded]);
  });

  it('that are already the same write nothing', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    await writesNothing(() => asks(olga, id));
    const questions = await asks(olga, id, why, where);
    await writesNothing(async () => expect(await asks(olga, id, ...questions)).toEqual(questions));
  });

  it('change the dates of the group', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    const { group: before } = await olga.get(`/v2/groups/${id}`).expect(200);
    await nextMillisecond();
    await asks(olga, id, why);
    const { group: after } = await olga.get(`/v2/groups/${id}`).expect(200);
    expect(after.updatedDate > before.updatedDate).toBe(true);
    expect(after.lastActivityDate).toBe(after.updatedDate);
  });

  it('are set by admins only; nobody else learns whether an id exists', async () => {
    const { olga, ravi, zoe, visitor } = await people('olga', 'ravi', 'zoe');
    const unknown = { questions: [{ ...why, id: randomUUID() }] };
    for (const privacy of [{}, PRIVATE]) {
      const id = await olga.createsGroup(privacy);
      await olga.adds(id, ravi);
      await writesNothing(async () => {
        await visitor.put(questionsOf(id), unknown).expect(401, 'UNAUTHENTICATED');
        for (const who of [ravi, zoe]) await who.put(questionsOf(id), unknown).expect(403, 'PERMISSION_DENIED');
        await olga.put(questionsOf(id), unknown).expect(400, 'questions[0].id');
      });
    }
    await writesNothing(() => olga.put(questionsOf(randomUUID()), unknown).expect(404, 'GROUP_NOT_FOUND'));
  });

  const one = randomUUID();
  it.each(
    wrong(
      [{}, 'questions'],
      [{ questions: null }, 'questions'],
      [{ questions: [[]] }, 'questions'],
      [{ questions: times(51).map((n) => ({ text: `Question ${n}` })) }, 'questions'],
      [{ questions: [{}] }, 'questions[0].text'],
      [{ questions: [{ text: '' }] }, 'questions[0].text'],
      [{ questions: [{ text: ' \n ' }] }, 'questions[0].text'],
      [{ questions: [{ text: '\u200d\u2060' }] }, 'questions[0].text'],
      [{ questions: [{ text: 'Why\u202e?' }] }, 'questions[0].text'],
      [{ questions: [{ text: 'x'.repeat(301) }] }, 'questions[0].text'],
      [{ questions: [{ text: 'x', required: 'true' }] }, 'questions[0].required'],
      [{ questions: [{ text: 'x', required: null }] }, 'questions[0].required'],
      [{ questions: [{ text: 'x', id: '1' }] }, 'questions[0].id'],
      [{ questions: [{ text: 'x', id: 7 }] }, 'questions[0].id'],
      [{ questions: [{ text: 'x', answer: 'y' }] }, 'questions[0].answer'],
      [{ questions: [why], groupId: randomUUID() }, 'groupId'],
      [
        {
          questions: [
            { ...why, id: one },
            { text: 'x', id: one.toUpperCase() },
          ],
        },
        'questions[1].id',
      ],
    ),
  )('that are invalid are refused, whoever sets them: %s', async (_, field, body) => {
    const { olga, zoe } = await people('olga', 'zoe');
    const id = await olga.createsGroup();
    await writesNothing(async () => {
      for (const who of [olga, zoe]) await who.put(questionsOf(id), body).expect(400, field);
    });
  });

  it('may have the largest number and length, counted in characters', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    expect(await asks(olga, id, ...times(50).map((n) => ({ text: `Question ${n}` })))).toHaveLength(50);
    await asks(olga, id, { text: emoji.repeat(300) });
  });
});

describe('the expected revision', () => {
  it('must be the current one, which is checked before rules and questions', async () => {
    const { olga, zoe } = await people('olga', 'zoe');
    const id = await olga.createsGroup();
    const tag = async () => (await olga.get(`/v2/groups/${id}`)).headers.get('etag')!;
    const expecting = (etag: string, who = olga) => who.with({ 'if-match': etag });
    const first = await tag();
    await expecting(first)
      .put(rulesOf(id), { rules: [{ title: 'Be kind' }] })
      .expect(200);
    const unknown = { questions: [{ ...why, id: randomUUID() }] };
    await writesNothing(async () => {
      for (const stale of [first, 'W/"0"', 'nonsense']) {
        await expecting(stale).put(rulesOf(id), { rules: [] }).expect(412, 'STALE_REVISION');
        await expecting(stale).put(questionsOf(id), unknown).expect(412, 'STALE_REVISION');
        await expecting(stale, zoe).put(questionsOf(id), unknown).expect(403, 'PERMISSION_DENIED');
      }
    });
    const second = await tag();
    expect(second).not.toBe(first);
    await expecting(second)
      .put(questionsOf(id), { questions: [why] })
      .expect(200);
    await expecting(second).put(questionsOf(id), { questions: [] }).expect(412, 'STALE_REVISION');
    await expecting('*').put(questionsOf(id), { questions: [] }).expect(200);
  });
});

describe('a secret group', () => {
  it('shows rules and questions to members, invited people, site admins and apps only', async () => {
    const { olga, ravi, tomo, zoe, visitor, siteAdmin, app } = await people('olga', 'ravi', 'tomo', 'zoe');
    const id = await olga.createsGroup(SECRET);
    await olga.adds(id, ravi);
    await olga.invites(id, tomo);
    await olga.put(rulesOf(id), { rules: [{ title: 'Be kind' }] }).expect(200);
    const questions = await asks(olga, id, why);
    for (const who of [olga, ravi, tomo, siteAdmin, app]) {
      await who.get(rulesOf(id)).expect(200, { rules: [{ title: 'Be kind' }] });
      await who.get(questionsOf(id)).expect(200, { questions });
    }
    const reads = (who: Pick<Person, 'get' | 'post'>, group: string) => [
      who.get(rulesOf(group)),
      who.get(questionsOf(group)),
      who.post(requirementsOf(group)),
    ];
    const writes = (who: Pick<Person, 'put' | 'post'>, group: string) => [
      who.put(rulesOf(group), { rules: [] }),
      who.put(questionsOf(group), { questions: [] }),
      who.post(answersOf(group)),
    ];
    await writesNothing(async () => {
      for (const group of [id, randomUUID()]) {
        for (const who of [zoe, visitor])
          for (const call of reads(who, group)) await call.expect(404, 'GROUP_NOT_FOUND');
        for (const who of [zoe, tomo]) for (const call of writes(who, group)) await call.expect(404, 'GROUP_NOT_FOUND');
        for (const call of writes(visitor, group)) await call.expect(401, 'UNAUTHENTICATED');
      }
      for (const call of writes(ravi, id)) await call.expect(403, 'PERMISSION_DENIED');
    });
    await tomo.post(`/v2/groups/${id}/invitations/decline`).expect(200);
    for (const call of reads(tomo, id)) await call.expect(404, 'GROUP_NOT_FOUND');
  });
});

describe('deleted groups', () => {
  it('have no rules and questions', async () => {
    const { olga, siteAdmin } = await people('olga');
    const id = await olga.createsGroup();
    await asks(olga, id, why);
    await olga.delete(`/v2/groups/${id}`).expect(200);
    for (const who of [olga, siteAdmin]) {
      await who.get(rulesOf(id)).expect(404, 'GROUP_NOT_FOUND');
      await who.get(questionsOf(id)).expect(404, 'GROUP_NOT_FOUND');
      await who.put(rulesOf(id), { rules: [] }).expect(404, 'GROUP_NOT_FOUND');
      await who.put(questionsOf(id), { questions: [] }).expect(404, 'GROUP_NOT_FOUND');
      await who.post(answersOf(id)).expect(404, 'GROUP_NOT_FOUND');
      await who.post(requirementsOf(id)).expect(404, 'GROUP_NOT_FOUND');
    }
  });
  it.each(['undefined', '1'])('cannot have the id %j', async (id) => {
    const { olga } = await people('olga');
    await olga.get(rulesOf(id)).expect(400, 'groupId');
    await olga.get(questionsOf(id)).expect(400, 'groupId');
    await olga.post(answersOf(id)).expect(400, 'groupId');
    await olga.post(requirementsOf(id)).expect(400, 'groupId');
  });
});

describe('an Idempotency-Key', () => {
  it('gives new questions the same ids', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    const keyed = olga.with({ 'idempotency-key': randomUUID() });
    const first = await asks(keyed, id, why, where);
    await writesNothing(async () => expect(await asks(keyed, id, why, where)).toEqual(first));
  });
});
