import { Decider } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import type { Event } from '@app/kernel';
import { ViewProgress } from '@app/projections';
import { type CollectionSpec, type Document, InMemoryReadStore } from '@app/read-store';
import { withMetadata } from '../../../kernel/testing/accounts.examples';
import { groupStream } from '../domain/group/group.state';
import { membershipStream } from '../domain/membership/membership.state';
import { groupCreated, groupId } from '../testing/group.examples';
import { memberInvited, memberJoined } from '../testing/membership.examples';
import { mira, ravi, siteId } from '../testing/people.examples';
import { collections } from '../views/collections';
import { membershipId } from '../views/memberships.projection';
import { Views } from '../views/views';
import { VisibleGroups } from './access/visible-groups';
import {
  FindGroups,
  FindGroupsHandler,
  FindJoinedGroups,
  FindJoinedGroupsHandler,
  FindMemberships,
  FindMembershipsHandler,
  FindPersonInvitations,
  FindPersonInvitationsHandler,
} from './index';

const OTHER = 'a-group-with-an-event-of-a-later-build';
const createdDate = '2024-05-01T10:00:00.000Z';
const settings = { allowedToApproveJoinRequests: 'ALL_MEMBERS', showMemberList: true };
const groupDocument = (id: string) => ({
  ...{ siteId, id, name: id, privacyStatus: 'SECRET', settings, createdDate, membersCount: 1, revision: 0 },
  ...{ pendingMembersCount: 0, details: { name: id, privacyStatus: 'SECRET', settings } },
});
const membershipDocument = (of: string) => ({ siteId, groupId: of, memberId: ravi.memberId });
const lists = {
  groups: [FindGroups, FindGroupsHandler, 'createdDate', 'joined'],
  'joined groups': [FindJoinedGroups, FindJoinedGroupsHandler, 'joinedDate', 'joined'],
  memberships: [FindMemberships, FindMembershipsHandler, 'groupId', 'joined'],
  invitations: [FindPersonInvitations, FindPersonInvitationsHandler, 'invitation.createdDate', 'invited'],
} as const;
const fieldsOf = {
  joined: { status: 'JOINED', role: 'MEMBER', joinedDate: createdDate },
  invited: { invitation: { createdDate, invitedById: mira.memberId } },
};
const eventOf = { joined: memberJoined(ravi), invited: memberInvited(ravi, mira) };

it.each(Object.entries(lists))(
  'the list of %s shows the other groups when an event of one cannot be read and the views are behind',
  async (_, [List, Handler, field, how]) => {
    const [events, store] = [new InMemoryEventStore(), new InMemoryReadStore()];
    const append = (stream: string, event: Event) => events.append(stream, withMetadata([event], { siteId }), -1);
    await append(groupStream(siteId, groupId).name!, groupCreated({ privacyStatus: 'SECRET', slug: 'aBcDeFgH' }));
    await append(membershipStream(siteId, groupId, ravi.memberId).name!, eventOf[how]);
    await append(groupStream(siteId, OTHER).name!, { type: 'SomethingNew', data: {} });
    const write = (collection: CollectionSpec, id: string, document: object) =>
      store.write(collection, [{ id, document: document as Document, position: 9n, loaded: null }]);
    for (const id of [groupId, OTHER]) {
      await write(collections.groups, id, groupDocument(id));
      await write(collections.memberships, membershipId(id, ravi.memberId), { ...membershipDocument(id), ...fieldsOf[how] }); // prettier-ignore
    }
    const views = new Views(store, new ViewProgress()); // which is not known to have come to any position
    const handler = new Handler(views, new VisibleGroups(views, new Decider(events)));
    const page = { filter: { all: [] }, sort: [{ field, order: 'ASC' as const }], limit: 10, offset: 0 };
    const query = new List({ memberId: ravi.memberId, page }, { caller: ravi, consistentWith: null });
    const found = (await handler.execute(query as never)) as { readonly items: readonly object[] };
    expect(found).toMatchObject({ accepted: true, metadata: { count: 1, total: 1 } });
    expect(JSON.stringify(found.items)).toContain(`"${groupId}"`);
    expect(JSON.stringify(found.items)).not.toContain(OTHER);
  },
);
