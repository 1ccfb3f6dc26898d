import type { ModelGroup } from './model-group';
import { type ActionName, possibleMembers, type Privacy, type Action, type GeneratedAction } from './actions';

const requesters = ({ requests }: ModelGroup) => [...requests.keys()].filter((who) => requests.get(who) === 'PENDING');
const invited = ({ invitations }: ModelGroup) => [...invitations.keys()];
const membersOf = ({ members }: ModelGroup) => [...members.keys()];
const admins = (group: ModelGroup) => [...group.admins.keys()];
const banned = ({ bans }: ModelGroup) => [...bans];
const nonMembers = ({ members }: ModelGroup) => possibleMembers.filter((who) => !members.has(who));
const inGroupsThatAre =
  (privacyStatus: Privacy, of: (group: ModelGroup) => readonly string[]) => (group: ModelGroup) =>
    group.privacyStatus === privacyStatus ? of(group) : [];

/** With whom each action can succeed. */
const likelyTargets: { readonly [Name in ActionName]?: (group: ModelGroup) => readonly string[] } = {
  joinGroup: inGroupsThatAre('PUBLIC', nonMembers),
  requestToJoin: inGroupsThatAre('PRIVATE', nonMembers),
  addMembers: nonMembers,
  inviteMembers: nonMembers,
  cancelJoinRequest: requesters,
  approveJoinRequests: requesters,
  rejectJoinRequests: requesters,
  acceptInvitation: invited,
  declineInvitation: invited,
  revokeInvitation: invited,
  leaveGroup: membersOf,
  removeMembers: membersOf,
  assignRole: membersOf,
  handOverOwnership: membersOf,
  unassignRole: admins,
  liftBan: banned,
};

/** The action itself: with its target chosen, if it has a `targetIndex` and there is somebody to choose. */
export function withLikelyTarget({ targetIndex, ...action }: GeneratedAction, groups: readonly ModelGroup[]): Action {
  const candidates = groups.flatMap((group, n) => {
    const people = group.status === 'ACTIVE' ? (likelyTargets[action.do]?.(group) ?? []) : [];
    return people.map((person) => ({ in: n, person }));
  });
  if (targetIndex === undefined || candidates.length === 0) return action;
  const { person, ...inGroup } = candidates[targetIndex % candidates.length]!;
  if (!('who' in action)) return { ...action, ...inGroup, by: person };
  const who = typeof action.who === 'string' ? person : [...new Set([person, ...action.who.slice(1)])];
  return { ...action, ...inGroup, who } as Action;
}
