import { randomUUID } from 'node:crypto';
import { type Body, listIn } from '../support/call';
import type { Client } from '../support/client';
import { peopleOf } from '../support/people';
import type { Service } from '../support/service';
import { httpCallFor } from './http-calls';
import { resultsOf } from './action-results';
import { type GroupSnapshot, type ObservedSnapshot, policySettings, comparableSlug } from './snapshots';
import type { SystemUnderTest } from './run-sequences';
import { app, members, siteAdmin, visitor } from './actions';
import { expectViews, outsider } from './expected-views';

const missingGroupId = randomUUID();

/** A new site of the service, on which every action and every read is an HTTP call. */
export async function newSystemOverHttp(service: Service): Promise<SystemUnderTest> {
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
    execute: async (action) => {
      const groupId = ('in' in action && groupIds[action.in]) || missingGroupId;
      const questionId = 'in' in action ? questionIds[action.in] : undefined;
      const { status, body } = await httpCallFor(action, clients[action.by]!, groupId, questionId);
      if (status === 200 && (action.do === 'createGroup' || action.do === 'askToCreate'))
        groupIds.push((body.groupRequest ?? body.group).id);
      if (status === 200 && action.do === 'replaceQuestion') questionIds[action.in] = body.questions[0]?.id;
      const { applicationError, validationError } = body.details ?? {};
      const code = applicationError?.code ?? validationError?.fieldViolations[0].ruleName;
      if (status !== 200 && code === undefined) throw new Error(`${status} ${JSON.stringify(body)}`);
      return resultsOf(action, code, (applicationError?.data ?? body).failures);
    },
    observe: (n) => observedSnapshot(people.app, groupIds[n]!),
    compareViews: async (model, action) => {
      const others = [outsider, visitor, ...members];
      const who = turn++ % 2 === 0 ? action.by : others[turn % others.length]!; // one person for each action: everybody would be a dozen calls each
      if (!model.accountHasEnded(who)) await expectViews(clients[who]!, who, model, groupIds);
    },
  };
}

/** Reads everything about a group as a caller who may see all of it. */
async function observedSnapshot(by: Client, groupId: string): Promise<ObservedSnapshot> {
  const path = `/v2/groups/${groupId}`;
  const request = await by.get(`/v2/group-requests/${groupId}`);
  const { status, body } = await by.get(path);
  const createRequest = request.status === 200 ? request.body.groupRequest.status : null;
  if (status !== 200) return { createRequest, group: null, askedAt: {} };
  const list = async (of: string): Promise<Body[]> => listIn(await by.get(`${path}/${of}`).expect(200));
  const [memberList, requests, invitations, bans] = await Promise.all(
    ['members', 'join-requests', 'invitations', 'bans'].map(list),
  );
  const { questions } = await by.get(`/v2/membership-questions/${groupId}`).expect(200);
  const { membersCount, pendingMembersCount, name, privacyStatus, settings, slug, ownerId } = body.group;
  const group: GroupSnapshot = {
    name,
    privacyStatus,
    settings: policySettings(settings),
    slug: comparableSlug(slug),
    question: questions[0]?.required ?? null,
    owner: ownerId ?? null,
    members: perPerson(memberList!, 'memberId', ({ role }) => role.value),
    requests: perPerson(requests!, 'siteMemberId', (request) => request.status),
    invitations: perPerson(invitations!, 'memberId', ({ invitedById }) => invitedById ?? null),
    bans: bans!.map(({ memberId }) => memberId).sort(),
  };
  const askedAt = perPerson(requests!, 'siteMemberId', ({ createdDate }) => createdDate as string);
  return { createRequest, group, askedAt, counts: { membersCount, pendingMembersCount } };
}

/** The value of each item of a list, by the person in its field `id`. */
function perPerson<Value>(list: readonly Body[], id: string, value: (item: Body) => Value): Record<string, Value> {
  return Object.fromEntries(list.map((item) => [item[id], value(item)]));
}
