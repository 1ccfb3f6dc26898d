import {
  approaches,
  asked,
  end,
  enter,
  freeSlug,
  go,
  type Group,
  heirs,
  isRequest,
  manages,
  may,
  name,
  notWaiting,
  owns,
  type Right,
  runs,
  sees,
  settle,
  staying,
  wantedSlug,
} from './group-in-maps';
import type { Outcomes } from './outcomes';
import { type AboutAll, app, type CreationPolicy, type Doing, type Here, MOST_GROUPS, type Profile } from './steps';
import { type Settings, siteAdmin, type Step, type StepOf, visitor } from './steps';

type Rules = { readonly [D in Doing]: (step: StepOf<D>) => Outcomes };

/** The whole service in plain maps, without time, events, views and all that can go wrong: what every call gives, and what is so then. */
export class Model {
  readonly groups: Group[] = [];
  private creationPolicy: CreationPolicy = 'MEMBERS_WITH_APPROVAL';
  private readonly profiles = new Map<string, Profile>();
  private readonly ended = new Set<string>();
  private now = 0;

  does(step: Step): Outcomes {
    this.now++;
    if (step.by === visitor || this.ended.has(step.by)) return ['UNAUTHENTICATED'];
    return (this.rules[step.do] as (step: Step) => Outcomes)(step);
  }

  /** Can this be asked, and is it certain what comes of it? It is not when several are next in line for a group. */
  foresees(step: Step): boolean {
    if (step.do === 'create' || step.do === 'askToCreate') return this.groups.length < MOST_GROUPS;
    if (step.do !== 'endAccount') return true;
    return this.groups.every((group) => group.owner !== step.who || heirs(group, step.who).length < 2);
  }

  /** All that it knows: as long as this stays the same, nothing has happened. */
  get memory(): string {
    const { groups, creationPolicy, profiles, ended } = this;
    return JSON.stringify({ groups, creationPolicy, profiles, ended }, (_, value: unknown) =>
      value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value,
    );
  }

  hasEnded(who: string): boolean {
    return this.ended.has(who);
  }

  private readonly rules: Rules = {
    create: ({ by, creator, name, privacyStatus }) => {
      if (!runs(by) && creator !== by) return ['PERMISSION_DENIED'];
      if (!runs(by) && this.creationPolicy === 'ADMINS_ONLY') return ['CREATION_NOT_ALLOWED'];
      if (this.ended.has(creator)) return ['SITE_MEMBER_NOT_FOUND'];
      const waits = !runs(by) && this.creationPolicy === 'MEMBERS_WITH_APPROVAL';
      this.groups.push(asked(name, privacyStatus, waits ? creator : null));
      return waits ? ['ok'] : this.begin(this.groups.at(-1)!, creator);
    },
    askToCreate: ({ by, name, privacyStatus }) => {
      if (by === app) return ['MEMBER_IDENTITY_REQUIRED'];
      if (by === siteAdmin) return ['CREATE_DIRECTLY'];
      if (this.creationPolicy === 'ADMINS_ONLY') return ['CREATION_NOT_ALLOWED'];
      if (this.creationPolicy === 'ALL_MEMBERS') return ['CREATE_DIRECTLY'];
      this.groups.push(asked(name, privacyStatus, by));
      return ['ok'];
    },
    approveCreate: (step) => this.answer(step, (group) => this.begin(group, group.requestedBy)),
    rejectCreate: (step) => this.answer(step, (group) => this.close(group, 'REJECTED')),
    cancelCreate: (step) => {
      const isMine = this.groups[step.in]?.requestedBy === step.by;
      if (!isMine && !runs(step.by)) return ['CREATE_REQUEST_NOT_FOUND'];
      return this.answer({ ...step, by: siteAdmin }, (group) => this.close(group, 'CANCELED'));
    },

    join: (step) =>
      this.person(step, approaches, (group, by) => {
        if (group.members.has(by)) return 'ok';
        if (group.bans.has(by)) return 'BANNED';
        if (by === siteAdmin) name(group, by, this.now);
        else if (this.isShy(by)) return 'PUBLIC_PROFILE_REQUIRED';
        else if (!group.invitations.has(by)) {
          if (group.privacyStatus !== 'PUBLIC') return 'JOIN_BY_REQUEST_ONLY';
          if (group.question && !step.answers) return 'QUESTIONS_UNANSWERED';
        }
        return enter(group, by, this.now);
      }),
    ask: (step) =>
      this.person(step, approaches, (group, by) => {
        const isInvited = group.invitations.has(by);
        if (group.members.has(by)) return 'ALREADY_A_MEMBER';
        if (group.privacyStatus !== 'PRIVATE' && !isInvited) return 'JOIN_DIRECTLY';
        if (group.bans.has(by)) return 'BANNED';
        if (this.isShy(by)) return 'PUBLIC_PROFILE_REQUIRED';
        if (group.requests.get(by) === 'PENDING' && !isInvited) return 'JOIN_REQUEST_PENDING';
        if (group.question && !step.answers && !isInvited) return 'QUESTIONS_UNANSWERED';
        group.requests.set(by, 'PENDING');
        return isInvited ? enter(group, by, this.now) : 'ok'; // to ask while invited is to accept
      }),
    cancel: (step) => this.person(step, sees, (group, by) => notWaiting(group, by) ?? settle(group, by, 'CANCELED')),
    leave: (step) => this.person(step, sees, (group, by) => staying(group, by) ?? go(group, by)),
    accept: (step) =>
      this.person(step, approaches, (group, by) => {
        if (group.members.has(by)) return 'ALREADY_A_MEMBER';
        if (group.bans.has(by)) return 'BANNED';
        if (!group.invitations.has(by)) return 'INVITATION_NOT_FOUND';
        return this.isShy(by) ? 'PUBLIC_PROFILE_REQUIRED' : enter(group, by, this.now);
      }),
    decline: (step) =>
      this.person(step, approaches, (group, by) => {
        if (group.members.has(by)) return 'ALREADY_A_MEMBER';
        return group.invitations.delete(by) ? settle(group, by, 'CANCELED') : 'INVITATION_NOT_FOUND';
      }),

    approve: (step) =>
      this.each(step, may('allowedToApproveJoinRequests'), (group, who) => {
        const refusal = notWaiting(group, who);
        return refusal ?? (this.isShy(who) ? 'PUBLIC_PROFILE_REQUIRED' : enter(group, who, this.now));
      }),
    reject: (step) =>
      this.each(step, may('allowedToApproveJoinRequests'), (group, who) => {
        const refusal = notWaiting(group, who);
        if (!refusal) group.invitations.delete(who);
        return refusal ?? settle(group, who, 'REJECTED');
      }),
    add: (step) =>
      this.each(step, may('allowedToAddMembers'), (group, who) =>
        this.isShy(who) ? this.invite(group, who, step.by) : (this.outside(group, who) ?? enter(group, who, this.now)),
      ),
    invite: (step) => this.each(step, may('allowedToInviteMembers'), (group, who) => this.invite(group, who, step.by)),
    revoke: ({ who, ...step }) => {
      const mine: Right = (group, by) => group.members.has(by) && group.invitations.get(who) === by;
      return this.each(
        { ...step, who: [who] },
        (group, by) => manages(group, by) || mine(group, by),
        (group) => (group.invitations.delete(who) ? 'ok' : 'INVITATION_NOT_FOUND'),
      );
    },
    remove: (step) => this.each(step, manages, (group, who) => staying(group, who) ?? go(group, who)),
    ban: (step) =>
      this.each(step, manages, (group, who) => {
        if (this.ended.has(who)) return 'SITE_MEMBER_NOT_FOUND';
        if (group.owner === who) return 'OWNER_STAYS';
        group.bans.add(who);
        return end(group, who);
      }),
    lift: ({ who, ...step }) =>
      this.each({ ...step, who: [who] }, manages, (group) => (group.bans.delete(who) ? 'ok' : 'BAN_NOT_FOUND')),
    assign: (step) =>
      this.each(step, manages, (group, who) => {
        if (!group.members.has(who)) return 'NOT_A_MEMBER';
        if (step.role === 'ADMIN') return name(group, who, this.now);
        if (group.owner === who) return 'OWNER_STAYS';
        group.admins.delete(who);
        return 'ok';
      }),
    unassign: (step) =>
      this.each(step, manages, (group, who) => {
        const refusal = staying(group, who);
        return refusal ?? (group.admins.delete(who) ? 'ok' : 'ROLE_NOT_HELD');
      }),
    handOver: ({ who, ...step }) =>
      this.each({ ...step, who: [who] }, owns, (group) => {
        if (this.ended.has(who)) return 'SITE_MEMBER_NOT_FOUND';
        if (!group.members.has(who)) return 'NOT_A_MEMBER';
        group.owner = who;
        return name(group, who, this.now);
      }),
    update: ({ changes, ...step }) =>
      this.each({ ...step, who: [step.by] }, manages, (group, by) => {
        const now = { ...group.settings, ...changes.settings };
        const isOwners = (key: keyof Settings) =>
          now[key] !== group.settings[key] && (now[key] === 'OWNER' || group.settings[key] === 'OWNER');
        if (!owns(group, by) && (Object.keys(now) as (keyof Settings)[]).some(isOwners)) return 'PERMISSION_DENIED';
        const wanted = wantedSlug(group);
        Object.assign(group, changes, { settings: now });
        if (wantedSlug(group) !== wanted) group.slug = freeSlug(group, this.groups);
        return this.letNobodyWait(group);
      }),
    question: ({ required, ...step }) =>
      this.each({ ...step, who: [step.by] }, manages, (group) => {
        group.question = required;
        return 'ok';
      }),
    delete: (step) =>
      this.each({ ...step, who: [step.by] }, manages, (group) => {
        group.status = 'DELETED';
        return 'ok';
      }),

    setPolicy: ({ by, creationPolicy }) => {
      if (!runs(by)) return ['PERMISSION_DENIED'];
      this.creationPolicy = creationPolicy;
      return ['ok'];
    },
    setProfile: ({ by, who, profile }) => {
      if (!runs(by) && by !== who) return ['PERMISSION_DENIED'];
      if (this.ended.has(who)) return ['ACCOUNT_ENDED'];
      this.profiles.set(who, profile);
      return ['ok'];
    },
    endAccount: ({ by, who }) => {
      if (!runs(by)) return ['PERMISSION_DENIED'];
      this.ended.add(who);
      for (const group of this.groups) {
        if (group.status === 'PENDING' && group.requestedBy === who) this.close(group, 'CANCELED');
        if (group.status !== 'ACTIVE') continue;
        if (group.owner === who) {
          group.owner = heirs(group, who)[0] ?? null;
          if (group.owner !== null) name(group, group.owner, this.now);
        }
        end(group, who);
      }
      return ['ok'];
    },
  };

  /** People with a private profile cannot become members; others can, also those whom nobody has heard of. */
  private isShy(who: string): boolean {
    return this.profiles.get(who) === 'PRIVATE';
  }

  /** Somebody does something about themselves, which an app cannot. */
  private person({ by, in: n }: Here, finds: typeof sees, act: (group: Group, by: string) => string): Outcomes {
    const group = this.groups[n];
    if (!finds(group, by)) return ['GROUP_NOT_FOUND'];
    return [by === app ? 'MEMBER_IDENTITY_REQUIRED' : act(group, by)];
  }

  /** Somebody does something about others: about the first, and then, if they still may, about the next. */
  private each({ by, in: n, who }: AboutAll, right: Right, act: (group: Group, who: string) => string): Outcomes {
    const group = this.groups[n];
    const refused = () => (sees(group, by) ? (right(group, by) ? null : 'PERMISSION_DENIED') : 'GROUP_NOT_FOUND');
    const refusal = refused();
    return refusal === null ? who.map((one) => refused() ?? act(group!, one)) : [refusal];
  }

  private answer({ by, in: n }: Here, act: (group: Group & { requestedBy: string }) => Outcomes): Outcomes {
    const group = this.groups[n];
    if (!runs(by)) return ['PERMISSION_DENIED'];
    if (!isRequest(group)) return ['CREATE_REQUEST_NOT_FOUND'];
    return group.status === 'PENDING' ? act(group) : ['CREATE_REQUEST_NOT_PENDING'];
  }

  private begin(group: Group, owner: string): Outcomes {
    Object.assign(group, { status: 'ACTIVE', owner, slug: freeSlug(group, this.groups) });
    name(group, owner, this.now);
    return [enter(group, owner, this.now)];
  }

  private close(group: Group, status: 'REJECTED' | 'CANCELED'): Outcomes {
    group.status = status;
    return ['ok'];
  }

  /** Why somebody cannot be brought in, or `null`. */
  private outside({ members, bans }: Group, who: string): string | null {
    if (this.ended.has(who)) return 'SITE_MEMBER_NOT_FOUND';
    if (members.has(who)) return 'ALREADY_A_MEMBER';
    return bans.has(who) ? 'BANNED' : null;
  }

  private invite(group: Group, who: string, by: string): string {
    const refusal = this.outside(group, who);
    if (!refusal && !group.invitations.has(who)) group.invitations.set(who, by === app ? null : by);
    return refusal ?? 'ok';
  }

  /** Nobody waits in a group that one does not ask to join: who waits is let in or, where that cannot be, refused. */
  private letNobodyWait(group: Group): 'ok' {
    if (group.privacyStatus === 'PRIVATE') return 'ok';
    for (const who of group.requests.keys())
      if (notWaiting(group, who) === null && group.privacyStatus === 'PUBLIC' && !this.isShy(who))
        enter(group, who, this.now);
      else settle(group, who, 'REJECTED');
    return 'ok';
  }
}
