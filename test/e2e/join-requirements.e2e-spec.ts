import { randomUUID } from 'node:crypto';
import type { Body } from '../support/call';
import { answering, asks, requirementsOf, why } from '../support/entrance';
import { stories } from '../support/stories';

const { people, writesNothing } = stories();
const PRIVATE = { privacyStatus: 'PRIVATE' };
const SECRET = { privacyStatus: 'SECRET' };
const times = (count: number) => Array.from({ length: count }, (_, n) => n);

describe('the requirements to join', () => {
  const says = (violationType: string) => (body: Body) => expect(body).toEqual({ violation: { violationType } });

  it('name the first obstacle, as joining would', async () => {
    const { olga, ravi, siteAdmin, app, visitor } = await people('olga', 'ravi');
    const open = await olga.createsGroup();
    const closed = await olga.createsGroup(PRIVATE);
    const [toOpen] = await asks(olga, open, why);
    const [toClosed] = await asks(olga, closed, why);
    const missing = (id: string) => (body: Body) =>
      expect(body).toEqual({
        violation: { violationType: 'MEMBERSHIP_QUESTIONS', membershipQuestionsOptions: { requiredQuestionIds: [id] } },
      });
    await writesNothing(async () => {
      for (const id of [open, closed]) {
        await visitor.post(requirementsOf(id)).expect(200, says('NOT_LOGGED_IN'));
        await olga.post(requirementsOf(id), { groupId: id }).expect(200, says('ALREADY_JOINED'));
        await siteAdmin.post(requirementsOf(id)).expect(200, says('NONE'));
        await app.post(requirementsOf(id)).expect(403, 'MEMBER_IDENTITY_REQUIRED');
      }
      await ravi.post(requirementsOf(open)).expect(200, missing(toOpen.id));
      await ravi.post(requirementsOf(open), answering([toOpen, ' '])).expect(200, missing(toOpen.id));
      await ravi.post(requirementsOf(open), answering([toOpen, 'x'])).expect(200, says('NONE'));
      await ravi.post(requirementsOf(closed)).expect(200, missing(toClosed.id));
      await ravi.post(requirementsOf(closed), answering([toClosed, 'x'])).expect(200, says('ADMIN_APPROVAL'));
    });
    await ravi.post(`/v2/groups/${closed}/join-requests`, answering([toClosed, 'x'])).expect(200);
    await ravi.post(requirementsOf(closed)).expect(200, says('JOIN_REQUEST_PENDING'));
    await ravi.shows('PRIVATE');
    for (const id of [open, closed]) await ravi.post(requirementsOf(id)).expect(200, says('PUBLIC_PROFILE_REQUIRED'));
    for (const id of [open, closed]) {
      await olga.post(`/v2/groups/${id}/bans`, { memberIds: ['ravi'] }).expect(200);
      await ravi.post(requirementsOf(id)).expect(200, says('BANNED'));
    }
  });

  it('are met by invited people with a public profile, in a group of any privacy', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    for (const privacy of [{}, PRIVATE, SECRET]) {
      const id = await olga.createsGroup(privacy);
      await asks(olga, id, why);
      await olga.invites(id, ravi);
      await ravi.shows('PRIVATE');
      await ravi.post(requirementsOf(id)).expect(200, says('PUBLIC_PROFILE_REQUIRED'));
      await ravi.shows('PUBLIC');
      await ravi.post(requirementsOf(id)).expect(200, says('NONE'));
      await ravi.joins(id);
      await ravi.post(requirementsOf(id)).expect(200, says('ALREADY_JOINED'));
    }
  });

  it('may be checked with answers and an invite link', async () => {
    const { olga, ravi } = await people('olga', 'ravi');
    const id = await olga.createsGroup();
    const [first] = await asks(olga, id, why);
    const answer = { id: first.id, text: 'x' };
    for (const [membershipQuestionAnswers, field] of [
      [[answer, { ...answer, id: randomUUID() }], 'membershipQuestionAnswers[1].id'],
      [[answer, answer], 'membershipQuestionAnswers[1].id'],
      [[{ ...answer, text: 'x'.repeat(301) }], 'membershipQuestionAnswers[0].text'],
      [times(51).map(() => ({ ...answer, id: randomUUID() })), 'membershipQuestionAnswers'],
      [null, 'membershipQuestionAnswers'],
    ] as const)
      await ravi.post(requirementsOf(id), { membershipQuestionAnswers }).expect(400, field);
    await ravi.post(requirementsOf(id), { autoInviteId: 'x' }).expect(400, 'autoInviteId');
    const body = { ...answering([first, 'x']), autoInviteId: randomUUID() };
    await ravi.post(requirementsOf(id), body).expect(200, says('NONE'));
    await ravi.post(`/v2/groups/${id}/join`, body).expect(200);
  });
});
