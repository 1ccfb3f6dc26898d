import { randomUUID } from 'node:crypto';
import { type Body, listIn } from '../support/call';
import type { Client } from '../support/client';
import { peopleOf } from '../support/people';
import type { Service } from '../support/service';
import { callOf } from './as-calls';
import { outcomesOf } from './outcomes';
import { type GroupPicture, type Seen, settingsIn, shownSlug } from './picture';
import type { Stage } from './playing';
import { app, members, siteAdmin, visitor } from './steps';
import { expectViews, outsider } from './views';

const nowhere = randomUUID();

/** A site of its own, on which everything is asked and read over HTTP. */
export async function aSiteOf(service: Service): Promise<Stage> {
  const people = await peopleOf(service, [...members, outsider]);
  const clients: Readonly<Record<string, Client>> = {
    ...people,
    [siteAdmin]: people.siteAdmin,
    [app]: people.app,
    [visitor]: people.visitor,
  } as object as Record<string, Client>;
  const groupIds: string[] = [];
  const questionIds: (string | undefined)[] = [];
  let turn = 0;

  return {
    siteId: people.site,
    events: service.events,
    does: async (step) => {
      const groupId = ('in' in step && groupIds[step.in]) || nowhere;
      const questionId = 'in' in step ? questionIds[step.in] : undefined;
      const { status, body } = await callOf(step, clients[step.by]!, groupId, questionId);
      if (status === 200 && (step.do === 'create' || step.do === 'askToCreate'))
        groupIds.push((body.groupRequest ?? body.group).id);
      if (status === 200 && step.do === 'question') questionIds[step.in] = body.questions[0]?.id;
      const { applicationError, validationError } = body.details ?? {};
      const code = applicationError?.code ?? validationError?.fieldViolations[0].ruleName;
      if (status !== 200 && code === undefined) throw new Error(`${status} ${JSON.stringify(body)}`);
      return outcomesOf(step, code, (applicationError?.data ?? body).failures);
    },
    sees: (n) => seenBy(people.app, groupIds[n]!),
    compares: async (model, step) => {
      const others = [outsider, visitor, ...members];
      const who = turn++ % 2 === 0 ? step.by : others[turn % others.length]!; // not all at once: each is a dozen calls
      if (!model.hasEnded(who)) await expectViews(clients[who]!, who, model, groupIds);
    },
  };
}

/** A group as its parts show it to those who run the site. */
async function seenBy(by: Client, groupId: string): Promise<Seen> {
  const path = `/v2/groups/${groupId}`;
  const asked = await by.get(`/v2/group-requests/${groupId}`);
  const { status, body } = await by.get(path);
  const createRequest = asked.status === 200 ? asked.body.groupRequest.status : null;
  if (status !== 200) return { createRequest, group: null, askedAt: {} };
  const list = async (of: string): Promise<Body[]> => listIn(await by.get(`${path}/${of}`).expect(200));
  const [belong, requests, invitations, bans] = await Promise.all(
    ['members', 'join-requests', 'invitations', 'bans'].map(list),
  );
  const { questions } = await by.get(`/v2/membership-questions/${groupId}`).expect(200);
  const { membersCount, pendingMembersCount, name, privacyStatus, settings, slug, ownerId } = body.group;
  const group: GroupPicture = {
    name,
    privacyStatus,
    settings: settingsIn(settings),
    slug: shownSlug(slug),
    question: questions[0]?.required ?? null,
    owner: ownerId ?? null,
    members: perPerson(belong!, 'memberId', ({ role }) => role.value),
    requests: perPerson(requests!, 'siteMemberId', (request) => request.status),
    invitations: perPerson(invitations!, 'memberId', ({ invitedById }) => invitedById ?? null),
    bans: bans!.map(({ memberId }) => memberId).sort(),
  };
  const askedAt = perPerson(requests!, 'siteMemberId', ({ createdDate }) => createdDate as string);
  return { createRequest, group, askedAt, counts: { membersCount, pendingMembersCount } };
}

/** What a list says of each person. */
function perPerson<Value>(list: readonly Body[], id: string, value: (item: Body) => Value): Record<string, Value> {
  return Object.fromEntries(list.map((item) => [item[id], value(item)]));
}
