import { stories } from '../support/stories';
import { sdkError, sdkValidationError } from './sdk-errors';
import { joins, type SdkClient, sdkPeople } from './sdk-people';
import { nextMillisecond } from '../e2e/next-millisecond';

const { service } = stories();
const people = <Name extends string>(...names: Name[]) => sdkPeople(service(), ...names);
const aUuid = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;

type Founded = { readonly creatorId: string; readonly privacyStatus?: 'PUBLIC' | 'PRIVATE' | 'SECRET' };
const founds = async ({ groups }: SdkClient, { creatorId, privacyStatus = 'PUBLIC' }: Founded): Promise<string> =>
  (await groups.createGroup({ name: 'Yoga', privacyStatus }, { creatorId }))._id!;

describe('the rules of a group through the official SDK', () => {
  const rules = [{ title: 'Be kind', description: 'Always' }, { title: 'Be on time' }];

  it('are none at first, and then those that an admin sets', async () => {
    const { siteAdmin, ann, bob } = await people('ann', 'bob');
    const groupId = await founds(siteAdmin, { creatorId: 'ann' });
    expect(await bob.rules.listRules(groupId)).toEqual({ rules: [] });
    expect(await ann.rules.createOrReplaceAllRules(groupId, { rules })).toEqual({ groupId, rules });
    expect(await bob.rules.listRules(groupId)).toEqual({ rules });
    expect(await siteAdmin.rules.createOrReplaceAllRules(groupId, { rules: [] })).toEqual({ groupId, rules: [] });
    await expect(bob.rules.createOrReplaceAllRules(groupId, { rules })).rejects.toMatchObject(
      sdkError(403, 'PERMISSION_DENIED'),
    );
    await expect(ann.rules.createOrReplaceAllRules(groupId, { rules: [{}] })).rejects.toMatchObject(
      sdkValidationError('options.rules[0].title'),
    );
  });
});

describe('the questions of a group through the official SDK', () => {
  it('are set, keep their ids, and are answered', async () => {
    const { siteAdmin, ann, bob, cid } = await people('ann', 'bob', 'cid');
    const groupId = await founds(siteAdmin, { creatorId: 'ann' });
    const ask = ann.membershipQuestions;
    expect(await bob.membershipQuestions.listMembershipQuestions(groupId)).toEqual({ questions: [] });
    const given = [{ text: 'Why?', required: true }, { text: 'Where?' }];
    const { questions } = await ask.createOrReplaceAllMembershipQuestions(groupId, { questions: given });
    expect(questions).toEqual([
      { _id: aUuid, text: 'Why?', required: true },
      { _id: aUuid, text: 'Where?', required: false },
    ]);
    const [why, where] = questions!;
    const [whyId, whereId] = [why!._id!, where!._id!];

    await expect(joins(bob, groupId)).rejects.toThrow(/400/);
    await joins(bob, groupId, [
      { id: whereId, text: 'Here' },
      { id: whyId, text: 'To stretch' },
    ]);
    await nextMillisecond();
    await joins(cid, groupId, [{ id: whyId, text: 'To rest' }]);

    const { questions: after } = await ask.createOrReplaceAllMembershipQuestions(groupId, {
      questions: [{ _id: whyId, text: 'Why now?', required: true }],
    });
    expect(after).toEqual([{ _id: whyId, text: 'Why now?', required: true }]);
    expect(await bob.membershipQuestions.listMembershipQuestions(groupId)).toEqual({ questions: after });

    const ofCid = { memberId: 'cid', answers: [{ _id: whyId, text: 'To rest' }] };
    const ofBob = {
      memberId: 'bob',
      answers: [
        { _id: whereId, text: 'Here' },
        { _id: whyId, text: 'To stretch' },
      ],
    };
    expect(await ask.listAnswers(groupId)).toEqual({
      memberAnswers: [ofCid, ofBob],
      questions: { [whyId]: why, [whereId]: where },
      metadata: { count: 2, offset: 0, total: 2, tooManyToCount: false },
    });
    expect(await ask.listAnswers(groupId, { memberIds: ['bob', 'dan'] })).toMatchObject({ memberAnswers: [ofBob] });
    expect(await ask.listAnswers(groupId, { paging: { limit: 1, offset: 1 } })).toMatchObject({
      memberAnswers: [ofBob],
      metadata: { count: 1, offset: 1, total: 2 },
    });
  });

  it('are refused to non-admins, and when they are invalid', async () => {
    const { siteAdmin, ann, bob } = await people('ann', 'bob');
    const groupId = await founds(siteAdmin, { creatorId: 'ann' });
    const denied = sdkError(403, 'PERMISSION_DENIED');
    const ask = (who: SdkClient, questions: object[]) =>
      who.membershipQuestions.createOrReplaceAllMembershipQuestions(groupId, { questions });
    await expect(ask(bob, [{ text: 'Why?' }])).rejects.toMatchObject(denied);
    await expect(bob.membershipQuestions.listAnswers(groupId)).rejects.toMatchObject(denied);
    await expect(ask(ann, [{ text: '' }])).rejects.toMatchObject(sdkValidationError('options.questions[0].text'));
    await expect(ask(ann, [{ _id: groupId, text: 'Why?' }])).rejects.toMatchObject(
      sdkValidationError('options.questions[0].id'),
    );
    expect((await ann.membershipQuestions.listMembershipQuestions(groupId)).questions).toEqual([]);
  });
});

describe('rules and questions of a secret group through the official SDK', () => {
  it('are hidden from non-members', async () => {
    const { siteAdmin, ann, out } = await people('ann', 'out');
    const groupId = await founds(siteAdmin, { creatorId: 'ann', privacyStatus: 'SECRET' });
    await ann.rules.createOrReplaceAllRules(groupId, { rules: [{ title: 'Tell nobody' }] });
    for (const hidden of [
      () => out.rules.listRules(groupId),
      () => out.rules.createOrReplaceAllRules(groupId, { rules: [] }),
      () => out.membershipQuestions.listMembershipQuestions(groupId),
      () => out.membershipQuestions.createOrReplaceAllMembershipQuestions(groupId, { questions: [] }),
      () => out.membershipQuestions.listAnswers(groupId),
    ])
      await expect(hidden()).rejects.toMatchObject(sdkError(404, 'GROUP_NOT_FOUND'));
  });
});
