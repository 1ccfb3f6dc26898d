import type { Event, StreamFold } from '@app/kernel';
import { type GroupEvent } from '../domain/group/group.events';
import { groupFold } from '../domain/group/group.state';
import type { MembershipEvent } from '../domain/membership/membership.events';
import { membershipFold } from '../domain/membership/membership.state';
import type { SiteMemberEvent } from '../domain/site-member/site-member.events';
import { siteMemberFold } from '../domain/site-member/site-member.state';
import type { SiteEvent } from '../domain/site/site.events';
import { siteFold } from '../domain/site/site.state';
import type { SlugEvent } from '../domain/slug/slug.events';
import { slugFold } from '../domain/slug/slug.state';
import {
  createRequestApproved,
  createRequestCanceled,
  createRequestRejected,
  createRequestSubmitted,
  groupCoverChanged,
  groupCreated,
  groupDeleted,
  groupDescriptionChanged,
  groupDetailsChanged,
  groupOwnershipTransferred,
  groupPrivacyChanged,
  groupRenamed,
  groupRulesReplaced,
  groupSettingsChanged,
  membershipQuestionsReplaced,
  roleAssigned,
  roleUnassigned,
  slugReservationRevoked,
} from './group.examples';
import {
  adminNominated,
  banLifted,
  invitationAccepted,
  invitationDeclined,
  invitationRevoked,
  joinRequestApproved,
  joinRequestCanceled,
  joinRequested,
  joinRequestRejected,
  memberAuthorized,
  memberBanned,
  memberInvited,
  memberJoined,
  memberLeft,
  memberRemoved,
} from './membership.examples';
import { olga, type Person } from './people.examples';
import {
  nicknameChanged,
  profileVisibilityChanged,
  siteMemberAccountEnded,
  siteMemberRegistered,
} from './site-member.examples';
import { creationPolicyChanged } from './site.examples';
import { slugReleased, slugReserved } from './slug.examples';

const question = { id: 'why', text: 'Why?', required: true };
const answers = [{ id: 'why', text: 'For my back.', question: 'Why?', required: true }];

/** Examples of every event of a group, with every field that a state keeps. Those about roles are about this person. */
const groupEvents = (person: Person): GroupEvent[] => [
  createRequestSubmitted(olga, { teaser: 'Slowly' }),
  createRequestRejected('No.'),
  createRequestCanceled(),
  createRequestApproved(),
  groupCreated({ description: 'Stretch.', teaser: 'Slowly', memberTitle: 'Yogis' }),
  groupRenamed('Flow', 'flow', 'yoga'),
  groupDescriptionChanged('Bend.'),
  groupCoverChanged({ image: { mediaId: 'mat' }, position: { x: 0.5, y: 'NaN' } }),
  groupDetailsChanged({ teaser: null, memberTitle: 'Flowers' }),
  groupSettingsChanged({ showMemberList: false, onboardingStepsSettings: [{ stepKey: 'rules', visible: true }] }),
  groupRulesReplaced({ title: 'Be kind', description: 'Always.' }),
  membershipQuestionsReplaced(question),
  groupPrivacyChanged('PUBLIC', 'SECRET', { slug: 'tEll0007', formerSlug: 'flow' }),
  roleAssigned(person),
  roleUnassigned(person, 'BANNED', { bannedById: olga.memberId, reason: 'Noise.' }),
  groupOwnershipTransferred(olga, person),
  slugReservationRevoked(),
  groupDeleted('tEll0007'),
];

const membershipEvents = (person: Person): MembershipEvent[] => [
  joinRequested(person, { message: 'Hello', answers }),
  joinRequestApproved(person),
  joinRequestCanceled(person),
  joinRequestRejected(person, 'Full.'),
  memberInvited(person, olga),
  invitationDeclined(person),
  invitationRevoked(person),
  invitationAccepted(person),
  memberRemoved(person),
  memberLeft(person),
  memberJoined(person, 'INVITED', 'ADMIN', answers),
  adminNominated(person),
  memberAuthorized(person),
  banLifted(person),
  memberBanned(person, olga, 'Noise.'),
];

const siteMemberEvents = (person: Person): SiteMemberEvent[] => [
  siteMemberRegistered(person, 'PRIVATE', 'Liv'),
  profileVisibilityChanged(person, 'PUBLIC'),
  nicknameChanged(person, 'Olivia'),
  siteMemberAccountEnded(person),
];

const siteEvents = (): SiteEvent[] => [creationPolicyChanged('ALL_MEMBERS')];
const slugEvents = (): SlugEvent[] => [slugReleased('yoga'), slugReserved('yoga', 3)];

/** A kind of stream: its fold, and an example of each of its events, about this person where an event is about one. */
export type StreamKind = { readonly fold: StreamFold<unknown, Event>; readonly events: (person: Person) => Event[] };

/** Every kind of stream of this library. */
export const streamKinds = {
  group: { fold: groupFold, events: groupEvents },
  membership: { fold: membershipFold, events: membershipEvents },
  siteMember: { fold: siteMemberFold, events: siteMemberEvents },
  site: { fold: siteFold, events: siteEvents },
  slug: { fold: slugFold, events: slugEvents },
} as unknown as Readonly<Record<'group' | 'membership' | 'siteMember' | 'site' | 'slug', StreamKind>>;
