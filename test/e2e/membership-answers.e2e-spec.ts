import { randomUUID } from 'node:crypto';
import { answering, answersOf, asks, where, why, wrong } from '../support/entrance';
import type { Person } from '../support/person';
import { stories } from '../support/stories';
import { nextMillisecond } from './next-millisecond';

const { people, writesNothing } = stories();
const PRIVATE = { privacyStatus: 'PRIVATE' };
const times = (count: number) => Array.from({ length: count }, (_, n) => n);
const emoji = '🧘'; // one character, two UTF-16 units

describe.each([
  ['joining a public group', {}, 'join'],
  ['requesting to join a private group', PRIVATE, 'join-requests'],
])('%s', (_, privacy, way) => {
  it('needs an answer to every required question, and lists the missing ones', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup(privacy);
    const [first, second, third] = await asks(olga, id, why, where, { text: 'Since when?', required: true });
    const tries = (body: object) => ravi.post(`/v2/groups/${id}/${way}`, body);
    await writesNothing(async () => {
      for (const [body, missing] of [
        [{}, [first, third]],
        [answering(), [first, third]],
        [answering([second, 'Here']), [first, third]],
        [answering([third, 'May']), [first]],
        [answering([first, ' \n'], [third, 'May']), [first]],
        [answering([first, '\u200b\u3164'], [third, '\u2800\u0301']), [first, third]],
      ] as const) {
        const { details } = await tries(body).expect(400, 'membershipQuestionAnswers');
        expect(details.validationError.fieldViolations).toEqual([
          {
            field: 'membershipQuestionAnswers',
            description: expect.any(String) as unknown,
            violatedRule: 'OTHER',
            ruleName: 'QUESTIONS_UNANSWERED',
            data: { requiredQuestionIds: missing.map((question) => question.id) },
          },
        ]);
      }
    });
    await tries(answering([third, 'May'], [first, 'To stretch'])).expect(200);
  });

  it('accepts one answer for each question of the group, within the limits', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup(privacy);
    const [former] = await asks(olga, id, where);
    const [first, second] = await asks(olga, id, why, where);
    const tries = (body: object) => ravi.post(`/v2/groups/${id}/${way}`, body);
    const list = (...answers: unknown[]) => ({ membershipQuestionAnswers: answers });
    const reason = { id: first.id, text: 'x' };
    await writesNothing(async () => {
      await tries(answering([first, 'x'], [former, 'y'])).expect(400, 'membershipQuestionAnswers[1].id');
      await tries(answering([{ id: randomUUID() }, 'x'])).expect(400, 'membershipQuestionAnswers[0].id');
      await tries(answering([first, 'x'], [second, 'y'], [first, 'x'])).expect(400, 'membershipQuestionAnswers[2].id');
      await tries(list({ ...reason, id: '1' })).expect(400, 'membershipQuestionAnswers[0].id');
      await tries(list({ id: first.id })).expect(400, 'membershipQuestionAnswers[0].text');
      await tries(list({ ...reason, text: emoji.repeat(301) })).expect(400, 'membershipQuestionAnswers[0].text');
      await tries(list({ ...reason, question: 'Why?' })).expect(400, 'membershipQuestionAnswers[0].question');
      await tries(list('x')).expect(400, 'membershipQuestionAnswers');
      await tries(list(...times(51).map(() => ({ id: randomUUID(), text: '' })))).expect(
        400,
        'membershipQuestionAnswers',
      );
      for (const none of [null, 'x', {}])
        await tries({ membershipQuestionAnswers: none }).expect(400, 'membershipQuestionAnswers');
    });
    await tries(answering([{ id: first.id.toUpperCase() }, emoji.repeat(300)])).expect(200);
  });

  it('shows the answers only in the list of answers', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup(privacy);
    const [first] = await asks(olga, id, why);
    const bodies = [await ravi.post(`/v2/groups/${id}/${way}`, answering([first, 'Between us'])).expect(200)];
    for (const who of [olga, ravi])
      for (const path of [`/v2/groups/${id}/members`, `/v2/groups/${id}/join-requests`, `/v2/groups/${id}`])
        bodies.push(await who.get(path).expect(200));
    bodies.push(await ravi.get('/v2/members/me/join-requests').expect(200));
    if (way === 'join-requests') bodies.push(await olga.approves(id, ravi));
    expect(JSON.stringify(bodies)).not.toMatch(/Between us|Why\?|answer/i);
    await olga
      .post(answersOf(id))
      .expect(200, { memberAnswers: [{ memberId: 'ravi', answers: [{ id: first.id, text: 'Between us' }] }] });
  });
});

describe('people who need not answer', () => {
  it('are members, site admins who join, and invited people', async () => {
    const { olga, ravi, tomo, siteAdmin } = await people('olga', 'ravi', 'tomo');
    const id = await olga.createsGroup();
    await olga.adds(id, ravi);
    await asks(olga, id, why);
    await olga.invites(id, tomo);
    for (const who of [ravi, tomo, siteAdmin]) await who.joins(id);
    const closed = await olga.createsGroup(PRIVATE);
    await asks(olga, closed, why);
    await olga.invites(closed, tomo);
    await tomo.post(`/v2/groups/${closed}/join-requests`).expect(200, { joinGroupRequest: { status: 'APPROVED' } });
  });
});

describe('answers', () => {
  it('of members and pending requests are listed with their questions, newest first', async () => {
    const { olga, ravi, mira, tomo, zoe } = await people('olga', 'ravi', 'mira', 'tomo', 'zoe');
    const id = await olga.createsGroup(PRIVATE);
    await zoe.asks(id); // nothing is asked yet
    const [first, second] = await asks(olga, id, why, where);
    const ask = async (who: Person, body: object) => {
      await nextMillisecond();
      await who.post(`/v2/groups/${id}/join-requests`, body).expect(200);
    };
    await ask(ravi, answering([first, 'To stretch'], [second, ' ']));
    await ask(mira, answering([second, 'Here'], [first, 'To rest']));
    await olga.approves(id, ravi, zoe);
    const ofRavi = { memberId: 'ravi', answers: [{ id: first.id, text: 'To stretch' }] };
    const ofMira = {
      memberId: 'mira',
      answers: [
        { id: second.id, text: 'Here' },
        { id: first.id, text: 'To rest' },
      ],
    };
    const questions = { [first.id]: first, [second.id]: second };
    const all = await olga.post(answersOf(id), { groupId: id }).expect(200);
    expect(all).toEqual({
      memberAnswers: [ofMira, ofRavi],
      questions,
      metadata: { count: 2, offset: 0, total: 2, tooManyToCount: false },
    });
    const some = async (body: object) => (await olga.post(answersOf(id), body).expect(200)) as unknown;
    expect(await some({ memberIds: ['ravi', 'zoe', 'nobody', 'ravi'] })).toEqual({
      memberAnswers: [ofRavi],
      questions: { [first.id]: first },
      metadata: { count: 1, offset: 0, total: 1, tooManyToCount: false },
    });
    expect(await some({ paging: { limit: 1 } })).toMatchObject({ memberAnswers: [ofMira], metadata: { total: 2 } });
    expect(await some({ paging: { limit: 1, offset: 1 } })).toEqual({
      memberAnswers: [ofRavi],
      questions: { [first.id]: first },
      metadata: { count: 1, offset: 1, total: 2, tooManyToCount: false },
    });
    expect(await some({ paging: { offset: 2 } })).toMatchObject({ memberAnswers: [], questions: {} });
    expect(await some({ memberIds: ['zoe'] })).toMatchObject({
      memberAnswers: [],
      questions: {},
      metadata: { total: 0 },
    });

    await asks(olga, id, { ...first, text: 'Why now?' }); // the other question goes
    expect(await some({})).toEqual(all);
    await ask(tomo, answering([first, 'To see']));
    expect(await some({})).toMatchObject({
      memberAnswers: [{ memberId: 'tomo' }, ofMira, ofRavi],
      questions: { ...questions, [first.id]: { ...first, text: 'Why now?' } },
    });
  });

  it('belong to the latest request of the person', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup(PRIVATE);
    const [first] = await asks(olga, id, why);
    const ask = (text: string) => ravi.post(`/v2/groups/${id}/join-requests`, answering([first, text])).expect(200);
    const expectAnswer = (text: string) =>
      olga.post(answersOf(id)).expect(200, { memberAnswers: [{ memberId: 'ravi', answers: [{ text }] }] });
    await ask('To stretch');
    await olga.post(`/v2/groups/${id}/join-requests/reject`, { rejections: [{ memberId: 'ravi' }] }).expect(200);
    await expectAnswer('To stretch');
    await ask('To rest');
    await expectAnswer('To rest');
    await olga.approves(id, ravi);
    await ravi.leaves(id);
    await expectAnswer('To rest');
    await asks(olga, id);
    await ravi.asks(id);
    await olga.post(answersOf(id)).expect(200, { memberAnswers: [], metadata: { total: 0 } });
  });

  it('are for people who decide requests, admins, site admins and apps', async () => {
    const { olga, mira, ravi, zoe, siteAdmin, app, visitor } = await people('olga', 'mira', 'ravi', 'zoe');
    for (const privacy of [{}, PRIVATE]) {
      const id = await olga.createsGroup(privacy);
      await olga.adds(id, mira, ravi);
      await olga.makesAdmin(id, mira);
      const may = async (...who: readonly Person[]) => {
        for (const one of who) await one.post(answersOf(id)).expect(200, { memberAnswers: [], questions: {} });
      };
      const mayNot = async (...who: readonly Person[]) => {
        for (const one of who) await one.post(answersOf(id)).expect(403, 'PERMISSION_DENIED');
      };
      await visitor.post(answersOf(id)).expect(401, 'UNAUTHENTICATED');
      await may(olga, mira, siteAdmin, app);
      await mayNot(ravi, zoe);
      await olga.changes(id, { settings: { allowedToApproveJoinRequests: 'ALL_MEMBERS' } });
      await may(olga, mira, ravi, siteAdmin, app);
      await mayNot(zoe);
      await olga.changes(id, { settings: { allowedToApproveJoinRequests: 'OWNER' } });
      await may(olga, mira, siteAdmin, app); // admins still see
      await mayNot(ravi, zoe);
    }
  });

  it.each(
    wrong(
      [{ memberIds: [] }, 'memberIds'],
      [{ memberIds: null }, 'memberIds'],
      [{ memberIds: 'ravi' }, 'memberIds'],
      [{ memberIds: ['no one!'] }, 'memberIds'],
      [{ memberIds: times(501).map((n) => `person-${n}`) }, 'memberIds'],
      [{ paging: null }, 'paging'],
      [{ paging: [] }, 'paging'],
      [{ paging: { limit: 0 } }, 'paging.limit'],
      [{ paging: { limit: 1001 } }, 'paging.limit'],
      [{ paging: { limit: '10' } }, 'paging.limit'],
      [{ paging: { limit: 1.5 } }, 'paging.limit'],
      [{ paging: { offset: -1 } }, 'paging.offset'],
      [{ paging: { offset: 100_001 } }, 'paging.offset'],
      [{ paging: { page: 1 } }, 'paging.page'],
      [{ groupId: randomUUID() }, 'groupId'],
      [{ filter: {} }, 'filter'],
    ),
  )('cannot be requested with %s', async (_, field, body) => {
    const { olga, zoe } = await people('olga', 'zoe');
    const id = await olga.createsGroup();
    for (const who of [olga, zoe]) await who.post(answersOf(id), body).expect(400, field);
  });

  it('of 500 people may be requested at once', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup();
    const [first] = await asks(olga, id, why);
    await ravi.post(`/v2/groups/${id}/join`, answering([first, 'x'])).expect(200);
    const memberIds = ['ravi', ...times(499).map((n) => `person-${n}`)];
    await olga.post(answersOf(id), { memberIds: [...memberIds, 'ravi'] }).expect(200, { metadata: { total: 1 } });
  });
});
