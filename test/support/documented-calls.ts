import { example } from '../../libs/groups/src/http/responses/examples';
import type { HttpResponse, Body } from './call';
import type { Client } from './client';
import type { Operation, Parameter } from './api-document';
import { peopleOf } from './people';
import type { Service } from './service';

/** Makes the calls of the API document with the examples that are in it, each in a situation in which it succeeds. */

/** How mira, whom the examples are about, participates in olga's group. */
type Mira = 'nobody' | 'asking' | 'invited' | 'member' | 'admin' | 'banned';
type Situation = { readonly mira: Mira; readonly by: 'mira' | 'olga' | 'siteAdmin'; readonly privacyStatus?: string };

const olgaWith = (mira: Mira): Situation => ({ mira, by: 'olga' });
const miraHerself = (mira: Mira): Situation => ({ mira, by: 'mira' });
const siteAdminWith = (mira: Mira): Situation => ({ mira, by: 'siteAdmin' });

/** Who makes the call of an operation, and where, so that its example is one that succeeds. */
const situations: Readonly<Record<string, Situation>> = {
  acceptGroupInvitation: miraHerself('invited'),
  addGroupMembers: olgaWith('nobody'),
  approveGroupRequests: siteAdminWith('nobody'),
  approveJoinGroupRequests: olgaWith('asking'),
  assignRole: olgaWith('member'),
  banGroupMembers: olgaWith('member'),
  cancelGroupRequest: miraHerself('nobody'),
  cancelJoinGroupRequest: miraHerself('asking'),
  changeSettings: siteAdminWith('nobody'),
  createGroup: miraHerself('nobody'),
  createOrReplaceAllMembershipQuestions: olgaWith('nobody'),
  createOrReplaceAllRules: olgaWith('nobody'),
  declineGroupInvitation: miraHerself('invited'),
  deleteGroup: olgaWith('asking'),
  endSiteMemberAccount: siteAdminWith('member'),
  getGroup: olgaWith('asking'),
  getGroupBySlug: olgaWith('asking'),
  getGroupRequest: miraHerself('nobody'),
  getJoinRequirements: miraHerself('nobody'),
  getSettings: miraHerself('nobody'),
  getSiteMember: siteAdminWith('nobody'),
  handOverOwnership: olgaWith('member'),
  inviteGroupMembers: olgaWith('nobody'),
  joinGroup: { ...miraHerself('nobody'), privacyStatus: 'PUBLIC' },
  leaveGroup: miraHerself('member'),
  liftBan: olgaWith('banned'),
  listAllJoinRequests: siteAdminWith('asking'),
  listAnswers: olgaWith('asking'),
  listGroupBans: olgaWith('banned'),
  listGroupInvitations: olgaWith('invited'),
  listGroupMembers: olgaWith('admin'),
  listGroupRequests: siteAdminWith('nobody'),
  listGroups: miraHerself('member'),
  listJoinGroupRequests: olgaWith('asking'),
  listJoinedGroups: miraHerself('member'),
  listMemberInvitations: miraHerself('invited'),
  listMembershipQuestions: olgaWith('nobody'),
  listMemberships: miraHerself('asking'),
  listPersonsJoinRequests: miraHerself('asking'),
  listRules: olgaWith('nobody'),
  queryAllJoinRequests: miraHerself('asking'),
  queryGroupMembers: olgaWith('admin'),
  queryGroupRequests: siteAdminWith('nobody'),
  queryGroups: olgaWith('asking'),
  queryJoinGroupRequests: olgaWith('asking'),
  queryMemberships: miraHerself('member'),
  rejectGroupRequests: siteAdminWith('nobody'),
  rejectJoinGroupRequests: olgaWith('asking'),
  removeGroupMembers: olgaWith('member'),
  revokeGroupInvitation: olgaWith('invited'),
  setSiteMember: siteAdminWith('nobody'),
  submitGroupRequest: miraHerself('nobody'),
  submitJoinGroupRequest: miraHerself('nobody'),
  unassignRole: olgaWith('admin'),
  updateGroup: olgaWith('asking'),
};

export type ExampleSetup = {
  readonly caller: Client;
  /** The caller, and others who may read. */
  readonly everybody: readonly Client[];
  /** The values of the parameters of the path, by name. */
  readonly parts: Readonly<Record<string, string>>;
  /** An example, with the ids of this site. */
  readonly about: (example: unknown) => unknown;
};

/** Prepares a new site in which the example of an operation succeeds. */
export async function setUpExample({ operationId }: Operation, service: Service): Promise<ExampleSetup> {
  const situation = situations[operationId];
  if (!situation) throw new Error(`there is no situation for ${operationId}`);
  const { olga, mira, siteAdmin } = await peopleOf(service, ['olga', 'mira']);
  await mira.shows('PUBLIC');
  await siteAdmin.shows('PUBLIC');
  const groupId = await olga.createsGroup({
    description: 'Every morning.',
    teaser: 'Stretch with us.',
    privacyStatus: situation.privacyStatus ?? 'PRIVATE',
    coverImage: { image: { mediaId: 'yoga.jpg', width: 800, height: 600 }, position: { x: 0.5, y: 'NaN' } },
    settings: { onboardingStepsSettings: [{ stepKey: 'CREATE_POST', visible: true }] },
  });
  const at = `/v2/groups/${groupId}`;
  await olga.put(`/v2/rules/${groupId}`, { rules: [{ title: 'Be kind' }] }).expect(200);
  const saved: Body = await olga
    .put(`/v2/membership-questions/${groupId}`, { questions: [{ text: 'Since when?', required: true }] })
    .expect(200);
  const questionId = saved.questions[0].id as string;
  const { groupRequest }: Body = await mira.post('/v2/group-requests', { group: { name: 'Chess' } }).expect(200);
  const answers = { membershipQuestionAnswers: [{ id: questionId, text: 'Today.' }], message: 'Hello' };
  if (situation.mira === 'asking') await mira.post(`${at}/join-requests`, answers).expect(200);
  if (situation.mira === 'invited') await olga.invites(groupId, mira);
  if (situation.mira === 'member' || situation.mira === 'admin') await olga.adds(groupId, mira);
  if (situation.mira === 'admin') await olga.makesAdmin(groupId, mira);
  if (situation.mira === 'banned') await olga.post(`${at}/bans`, { memberIds: ['mira'], reason: 'Spam.' }).expect(200);
  const { group }: Body = await olga.get(at).expect(200);
  const ids: Readonly<Record<string, string>> = {
    [example.groupId]: groupId,
    [example.groupRequestId]: groupRequest.id as string,
    [example.questionId]: questionId,
  };
  return {
    caller: { olga, mira, siteAdmin }[situation.by],
    everybody: [olga, mira, siteAdmin],
    parts: { groupId, groupRequestId: groupRequest.id as string, memberId: 'mira', path: group.slug as string },
    about: (value) =>
      JSON.parse(JSON.stringify(value).replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, (id) => ids[id] ?? id)),
  };
}

/** How the body of a request is described. */
export const bodyOf = ({ requestBody }: Operation) => requestBody?.content?.['application/json'];

export type Parameters = readonly (readonly [name: string, value: unknown])[];

/** Makes an operation's call with the examples of what it cannot do without, and with these parameters besides. */
export function sendExample(
  operation: Operation,
  setup: ExampleSetup,
  optional: Parameters = [],
): PromiseLike<HttpResponse> {
  const { caller, parts, about } = setup;
  const { method, path, parameters = [] } = operation;
  const named = new Set(optional.map(([name]) => name));
  const required = parameters.filter((one) => one.in === 'query' && one.required && !named.has(one.name));
  const sent = required.map(({ name, example, schema }) => [name, about(example ?? schema?.example)] as const);
  const example = bodyOf(operation)?.example;
  const to = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? `no ${name}`));
  return caller.send(method, to + query([...sent, ...optional]), example === undefined ? undefined : about(example));
}

/** What the page at `/docs` fills in for a parameter, whether it is required or not; `undefined`: nothing. */
export const prefilled = ({ example, schema }: Parameter): unknown => example ?? schema?.example ?? schema?.default;

/** Makes the call that "Try it out" makes when nothing is changed in the form. */
export function sendPrefilled(operation: Operation, setup: ExampleSetup): PromiseLike<HttpResponse> {
  const filledIn = (operation.parameters ?? []).flatMap((parameter) => {
    const value = prefilled(parameter);
    return value === undefined ? [] : [{ ...parameter, value: setup.about(value) }];
  });
  const within = (place: string) =>
    filledIn.filter((one) => one.in === place).map(({ name, value }) => [name, value] as const);
  const parts = { ...setup.parts, ...(Object.fromEntries(within('path')) as Record<string, string>) };
  return sendExample(operation, { ...setup, parts }, within('query'));
}

function query(parameters: Parameters): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of parameters)
    for (const one of [value].flat() as (string | number)[]) pairs.append(name, `${one}`);
  return pairs.size === 0 ? '' : `?${pairs.toString()}`;
}
