import {
  canSeeEntrance,
  newModelGroup,
  endParticipation,
  addMember,
  freeSlug,
  removeMember,
  type ModelGroup,
  nextOwners,
  isCreateRequest,
  hasAdminRights,
  allowedBy,
  makeAdmin,
  refuseUnlessPending,
  hasOwnerRights,
  type Permission,
  runsSite,
  canSee,
  closeRequest,
  refuseUnlessRemovable,
  wantedSlug,
} from './model-group';
import type { ActionResults } from './action-results';
import {
  type AboutPeople,
  app,
  type CreationPolicy,
  type ActionName,
  type InGroup,
  MAX_GROUPS,
  type Profile,
} from './actions';
import { type Settings, siteAdmin, type Action, type ActionOf, visitor } from './actions';

type Rules = { readonly [Name in ActionName]: (action: ActionOf<Name>) => ActionResults };

/**
 * The whole service in plain maps, without events, views, policies and concurrency: the results that each action must have,
 * and the state behind it.
 */
export class Model {
  readonly groups: ModelGroup[] = [];
  private creationPolicy: CreationPolicy = 'MEMBERS_WITH_APPROVAL';
  private readonly profiles = new Map<string, Profile>();
  private readonly endedAccounts = new Set<string>();
  /** Counts actions: what one action does happens at one time. */
  private clock = 0;

  /** Executes an action and gives its results. */
  apply(action: Action): ActionResults {
    this.clock++;
    if (action.by === visitor || this.endedAccounts.has(action.by)) return ['UNAUTHENTICATED'];
    return (this.rules[action.do] as (action: Action) => ActionResults)(action);
  }

  /**
   * Whether the model can say what comes of an action: not when several people could equally become the next owner of a
   * group. It also refuses to create more than `MAX_GROUPS` groups.
   */
  canPredict(action: Action): boolean {
    if (action.do === 'createGroup' || action.do === 'askToCreate') return this.groups.length < MAX_GROUPS;
    if (action.do !== 'endAccount') return true;
    return this.groups.every((group) => group.owner !== action.who || nextOwners(group, action.who).length < 2);
  }

  /** The whole state as text. An action that leaves it as it was must write no event. */
  get serialized(): string {
    const { groups, creationPolicy, profiles, endedAccounts } = this;
    return JSON.stringify({ groups, creationPolicy, profiles, endedAccounts }, (_, value: unknown) =>
      value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value,
    );
  }

  accountHasEnded(who: string): boolean {
    return this.endedAccounts.has(who);
  }

  private readonly rules: Rules = {
    createGroup: ({ by, creator, name, privacyStatus }) => {
      if (!runsSite(by) && creator !== by) return ['PERMISSION_DENIED'];
      if (!runsSite(by) && this.creationPolicy === 'ADMINS_ONLY') return ['CREATION_NOT_ALLOWED'];
      if (this.endedAccounts.has(creator)) return ['SITE_MEMBER_NOT_FOUND'];
      const needsApproval = !runsSite(by) && this.creationPolicy === 'MEMBERS_WITH_APPROVAL';
      this.groups.push(newModelGroup(name, privacyStatus, needsApproval ? creator : null));
      return needsApproval ? ['ok'] : this.openGroup(this.groups.at(-1)!, creator);
    },
    askToCreate: ({ by, name, privacyStatus }) => {
      if (by === app) return ['MEMBER_IDENTITY_REQUIRED'];
      if (by === siteAdmin) return ['CREATE_DIRECTLY'];
      if (this.creationPolicy === 'ADMINS_ONLY') return ['CREATION_NOT_ALLOWED'];
      if (this.creationPolicy === 'ALL_MEMBERS') return ['CREATE_DIRECTLY'];
      this.groups.push(newModelGroup(name, privacyStatus, by));
      return ['ok'];
    },
    approveCreateRequest: (action) =>
      this.decideCreateRequest(action, (group) => this.openGroup(group, group.requestedBy)),
    rejectCreateRequest: (action) =>
      this.decideCreateRequest(action, (group) => this.closeCreateRequest(group, 'REJECTED')),
    cancelCreateRequest: (action) => {
      const isRequester = this.groups[action.in]?.requestedBy === action.by;
      if (!isRequester && !runsSite(action.by)) return ['CREATE_REQUEST_NOT_FOUND'];
      return this.decideCreateRequest({ ...action, by: siteAdmin }, (group) =>
        this.closeCreateRequest(group, 'CANCELED'),
      );
    },

    joinGroup: (action) =>
      this.forCaller(action, canSeeEntrance, (group, by) => {
        if (group.members.has(by)) return 'ok';
        if (group.bans.has(by)) return 'BANNED';
        if (by === siteAdmin) makeAdmin(group, by, this.clock);
        else if (this.hasPrivateProfile(by)) return 'PUBLIC_PROFILE_REQUIRED';
        else if (!group.invitations.has(by)) {
          if (group.privacyStatus !== 'PUBLIC') return 'JOIN_BY_REQUEST_ONLY';
          if (group.question && !action.answers) return 'QUESTIONS_UNANSWERED';
        }
        return addMember(group, by, this.clock);
      }),
    requestToJoin: (action) =>
      this.forCaller(action, canSeeEntrance, (group, by) => {
        const isInvited = group.invitations.has(by);
        if (group.members.has(by)) return 'ALREADY_A_MEMBER';
        if (group.privacyStatus !== 'PRIVATE' && !isInvited) return 'JOIN_DIRECTLY';
        if (group.bans.has(by)) return 'BANNED';
        if (this.hasPrivateProfile(by)) return 'PUBLIC_PROFILE_REQUIRED';
        if (group.requests.get(by) === 'PENDING' && !isInvited) return 'JOIN_REQUEST_PENDING';
        if (group.question && !action.answers && !isInvited) return 'QUESTIONS_UNANSWERED';
        group.requests.set(by, 'PENDING');
        return isInvited ? addMember(group, by, this.clock) : 'ok'; // who requests to join while invited accepts the invitation
      }),
    cancelJoinRequest: (action) =>
      this.forCaller(
        action,
        canSee,
        (group, by) => refuseUnlessPending(group, by) ?? closeRequest(group, by, 'CANCELED'),
      ),
    leaveGroup: (action) =>
      this.forCaller(action, canSee, (group, by) => refuseUnlessRemovable(group, by) ?? removeMember(group, by)),
    acceptInvitation: (action) =>
      this.forCaller(action, canSeeEntrance, (group, by) => {
        if (group.members.has(by)) return 'ALREADY_A_MEMBER';
        if (group.bans.has(by)) return 'BANNED';
        if (!group.invitations.has(by)) return 'INVITATION_NOT_FOUND';
        return this.hasPrivateProfile(by) ? 'PUBLIC_PROFILE_REQUIRED' : addMember(group, by, this.clock);
      }),
    declineInvitation: (action) =>
      this.forCaller(action, canSeeEntrance, (group, by) => {
        if (group.members.has(by)) return 'ALREADY_A_MEMBER';
        return group.invitations.delete(by) ? closeRequest(group, by, 'CANCELED') : 'INVITATION_NOT_FOUND';
      }),

    approveJoinRequests: (action) =>
      this.forEachTarget(action, allowedBy('allowedToApproveJoinRequests'), (group, who) => {
        const refusal = refuseUnlessPending(group, who);
        return refusal ?? (this.hasPrivateProfile(who) ? 'PUBLIC_PROFILE_REQUIRED' : addMember(group, who, this.clock));
      }),
    rejectJoinRequests: (action) =>
      this.forEachTarget(action, allowedBy('allowedToApproveJoinRequests'), (group, who) => {
        const refusal = refuseUnlessPending(group, who);
        if (!refusal) group.invitations.delete(who);
        return refusal ?? closeRequest(group, who, 'REJECTED');
      }),
    addMembers: (action) =>
      this.forEachTarget(action, allowedBy('allowedToAddMembers'), (group, who) =>
        this.hasPrivateProfile(who)
          ? this.invite(group, who, action.by)
          : (this.refuseMembership(group, who) ?? addMember(group, who, this.clock)),
      ),
    inviteMembers: (action) =>
      this.forEachTarget(action, allowedBy('allowedToInviteMembers'), (group, who) =>
        this.invite(group, who, action.by),
      ),
    revokeInvitation: ({ who, ...action }) => {
      const isInviter: Permission = (group, by) => group.members.has(by) && group.invitations.get(who) === by;
      return this.forEachTarget(
        { ...action, who: [who] },
        (group, by) => hasAdminRights(group, by) || isInviter(group, by),
        (group) => (group.invitations.delete(who) ? 'ok' : 'INVITATION_NOT_FOUND'),
      );
    },
    removeMembers: (action) =>
      this.forEachTarget(
        action,
        hasAdminRights,
        (group, who) => refuseUnlessRemovable(group, who) ?? removeMember(group, who),
      ),
    banMembers: (action) =>
      this.forEachTarget(action, hasAdminRights, (group, who) => {
        if (this.endedAccounts.has(who)) return 'SITE_MEMBER_NOT_FOUND';
        if (group.owner === who) return 'OWNER_STAYS';
        if (group.bans.has(who)) return 'ok';
        group.bans.add(who);
        for (const [invited, by] of group.invitations) if (by === who) group.invitations.delete(invited);
        return endParticipation(group, who);
      }),
    liftBan: ({ who, ...action }) =>
      this.forEachTarget({ ...action, who: [who] }, hasAdminRights, (group) =>
        group.bans.delete(who) ? 'ok' : 'BAN_NOT_FOUND',
      ),
    assignRole: (action) =>
      this.forEachTarget(action, hasAdminRights, (group, who) => {
        if (!group.members.has(who)) return 'NOT_A_MEMBER';
        if (action.role === 'ADMIN') return makeAdmin(group, who, this.clock);
        if (group.owner === who) return 'OWNER_STAYS';
        group.admins.delete(who);
        return 'ok';
      }),
    unassignRole: (action) =>
      this.forEachTarget(action, hasAdminRights, (group, who) => {
        const refusal = refuseUnlessRemovable(group, who);
        return refusal ?? (group.admins.delete(who) ? 'ok' : 'ROLE_NOT_HELD');
      }),
    handOverOwnership: ({ who, ...action }) =>
      this.forEachTarget({ ...action, who: [who] }, hasOwnerRights, (group) => {
        if (this.endedAccounts.has(who)) return 'SITE_MEMBER_NOT_FOUND';
        if (!group.members.has(who)) return 'NOT_A_MEMBER';
        group.owner = who;
        return makeAdmin(group, who, this.clock);
      }),
    updateGroup: ({ changes, ...action }) =>
      this.forEachTarget({ ...action, who: [action.by] }, hasAdminRights, (group, by) => {
        const now = { ...group.settings, ...changes.settings };
        const isForOwner = (key: keyof Settings) =>
          now[key] !== group.settings[key] && (now[key] === 'OWNER' || group.settings[key] === 'OWNER');
        if (!hasOwnerRights(group, by) && (Object.keys(now) as (keyof Settings)[]).some(isForOwner))
          return 'PERMISSION_DENIED';
        const wanted = wantedSlug(group);
        Object.assign(group, changes, { settings: now });
        if (wantedSlug(group) !== wanted) group.slug = freeSlug(group, this.groups);
        return this.closeRequestsUnlessPrivate(group);
      }),
    replaceQuestion: ({ required, ...action }) =>
      this.forEachTarget({ ...action, who: [action.by] }, hasAdminRights, (group) => {
        group.question = required;
        return 'ok';
      }),
    deleteGroup: (action) =>
      this.forEachTarget({ ...action, who: [action.by] }, hasAdminRights, (group) => {
        group.status = 'DELETED';
        return 'ok';
      }),

    setCreationPolicy: ({ by, creationPolicy }) => {
      if (!runsSite(by)) return ['PERMISSION_DENIED'];
      this.creationPolicy = creationPolicy;
      return ['ok'];
    },
    setProfile: ({ by, who, profile }) => {
      if (!runsSite(by) && by !== who) return ['PERMISSION_DENIED'];
      if (this.endedAccounts.has(who)) return ['ACCOUNT_ENDED'];
      this.profiles.set(who, profile);
      return ['ok'];
    },
    endAccount: ({ by, who }) => {
      if (!runsSite(by)) return ['PERMISSION_DENIED'];
      this.endedAccounts.add(who);
      for (const group of this.groups) {
        if (group.status === 'PENDING' && group.requestedBy === who) this.closeCreateRequest(group, 'CANCELED');
        if (group.status !== 'ACTIVE') continue;
        if (group.owner === who) {
          group.owner = nextOwners(group, who)[0] ?? null;
          if (group.owner !== null) makeAdmin(group, group.owner, this.clock);
        }
        endParticipation(group, who);
      }
      return ['ok'];
    },
  };

  /** People with a private profile cannot become members. Others can, also those without any profile. */
  private hasPrivateProfile(who: string): boolean {
    return this.profiles.get(who) === 'PRIVATE';
  }

  /** For actions of callers about themselves, which apps cannot execute. `finds`: whether the caller finds the group. */
  private forCaller(
    { by, in: n }: InGroup,
    finds: typeof canSee,
    act: (group: ModelGroup, by: string) => string,
  ): ActionResults {
    const group = this.groups[n];
    if (!finds(group, by)) return ['GROUP_NOT_FOUND'];
    return [by === app ? 'MEMBER_IDENTITY_REQUIRED' : act(group, by)];
  }

  /** For actions about other people, one after the other; the right is checked before each of them. */
  private forEachTarget(
    { by, in: n, who }: AboutPeople,
    isAllowed: Permission,
    act: (group: ModelGroup, who: string) => string,
  ): ActionResults {
    const group = this.groups[n];
    const refuse = () => (canSee(group, by) ? (isAllowed(group, by) ? null : 'PERMISSION_DENIED') : 'GROUP_NOT_FOUND');
    const refusal = refuse();
    return refusal === null ? who.map((person) => refuse() ?? act(group!, person)) : [refusal];
  }

  private decideCreateRequest(
    { by, in: n }: InGroup,
    act: (group: ModelGroup & { requestedBy: string }) => ActionResults,
  ): ActionResults {
    const group = this.groups[n];
    if (!runsSite(by)) return ['PERMISSION_DENIED'];
    if (!isCreateRequest(group)) return ['CREATE_REQUEST_NOT_FOUND'];
    return group.status === 'PENDING' ? act(group) : ['CREATE_REQUEST_NOT_PENDING'];
  }

  private openGroup(group: ModelGroup, owner: string): ActionResults {
    Object.assign(group, { status: 'ACTIVE', owner, slug: freeSlug(group, this.groups) });
    makeAdmin(group, owner, this.clock);
    return [addMember(group, owner, this.clock)];
  }

  private closeCreateRequest(group: ModelGroup, status: 'REJECTED' | 'CANCELED'): ActionResults {
    group.status = status;
    return ['ok'];
  }

  /** Why somebody cannot be added or invited, or `null`. */
  private refuseMembership({ members, bans }: ModelGroup, who: string): string | null {
    if (this.endedAccounts.has(who)) return 'SITE_MEMBER_NOT_FOUND';
    if (members.has(who)) return 'ALREADY_A_MEMBER';
    return bans.has(who) ? 'BANNED' : null;
  }

  private invite(group: ModelGroup, who: string, by: string): string {
    const refusal = this.refuseMembership(group, who);
    if (!refusal && !group.invitations.has(who)) group.invitations.set(who, by === app ? null : by);
    return refusal ?? 'ok';
  }

  /** Only private groups have pending requests. In a group that turns public they are approved where that is possible. */
  private closeRequestsUnlessPrivate(group: ModelGroup): 'ok' {
    if (group.privacyStatus === 'PRIVATE') return 'ok';
    for (const who of group.requests.keys())
      if (refuseUnlessPending(group, who) === null && group.privacyStatus === 'PUBLIC' && !this.hasPrivateProfile(who))
        addMember(group, who, this.clock);
      else closeRequest(group, who, 'REJECTED');
    return 'ok';
  }
}
