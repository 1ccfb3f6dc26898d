import { asks, questionsOf, requirementsOf, rulesOf, where, why } from '../support/entrance';
import { stories } from '../support/stories';
import { rounds } from './concurrent-calls';

const { people } = stories();

describe('at once', () => {
  it('of those who replace the questions that they know, one does, and the others learn of it', async () => {
    const { olga } = await people('olga');
    const id = await olga.createsGroup();
    for (const _ of rounds(30)) {
      const [question] = await asks(olga, id, why);
      const replace = (...kept: readonly object[]) => olga.put(questionsOf(id), { questions: kept });
      const [one, other] = await Promise.all([replace(where), replace({ ...question, text: 'Why now?' }, where)]);
      expect(one.status).toBe(200);
      const left = (await olga.get(questionsOf(id)).expect(200)).questions as unknown;
      expect([200, 400]).toContain(other.status);
      expect([one.body.questions, other.body.questions]).toContainEqual(left);
      if (other.status === 400) expect(left).toEqual(one.body.questions);
    }
  });

  it('of those who expect the same revision, exactly one replaces', async () => {
    const { olga, mira } = await people('olga', 'mira');
    const id = await olga.createsGroup();
    await olga.adds(id, mira);
    await olga.makesAdmin(id, mira);
    for (const n of rounds(30)) {
      const etag = (await olga.get(`/v2/groups/${id}`)).headers.get('etag')!;
      const given = [[{ title: `Olga's ${n}` }], [{ title: `Mira's ${n}` }]];
      const replaced = await Promise.all(
        [olga, mira].map((who, m) => who.with({ 'if-match': etag }).put(rulesOf(id), { rules: given[m] })),
      );
      expect(replaced.map(({ status }) => status).sort()).toEqual([200, 412]);
      const [winner] = replaced.filter(({ status }) => status === 200);
      await olga.get(rulesOf(id)).expect(200, { rules: winner!.body.rules });
    }
  });

  it('joining while questions are set: who joined was not asked them', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    for (const _ of rounds(20)) {
      const id = await olga.createsGroup();
      const [joined] = await Promise.all([ravi.post(`/v2/groups/${id}/join`), asks(olga, id, why)]);
      expect([200, 400]).toContain(joined.status);
      const violationType = joined.status === 200 ? 'ALREADY_JOINED' : 'MEMBERSHIP_QUESTIONS';
      await ravi.post(requirementsOf(id)).expect(200, { violation: { violationType } });
    }
  });
});
