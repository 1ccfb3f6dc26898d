import { Decider } from '@app/decider';
import { InMemoryEventStore } from '@app/event-store';
import { ViewProgress } from '@app/projections';
import { type CollectionSpec, type Document, InMemoryReadStore } from '@app/read-store';
import { anna, ravi, siteId } from '../testing/people.examples';
import { collections } from '../views/collections';
import { membershipId } from '../views/memberships.projection';
import { Views } from '../views/views';
import { VisibleGroups } from './access/visible-groups';
import {
  FindAllJoinRequests,
  FindAllJoinRequestsHandler,
  FindJoinedGroups,
  FindJoinedGroupsHandler,
  FindMemberships,
  FindMembershipsHandler,
  FindPersonInvitations,
  FindPersonInvitationsHandler,
  FindPersonsJoinRequests,
  FindPersonsJoinRequestsHandler,
} from './index';

const [KEPT, DELETED] = ['a-group', 'a-deleted-group'];
const createdDate = '2024-05-01T10:00:00.000Z';
const settings = { allowedToApproveJoinRequests: 'ALL_MEMBERS', showMemberList: true };
const group = {
  ...{ siteId, id: KEPT, name: KEPT, privacyStatus: 'PUBLIC', settings, createdDate, membersCount: 1, revision: 0 },
  ...{ pendingMembersCount: 0, details: { name: KEPT, privacyStatus: 'PUBLIC', settings } },
};
const joined = { status: 'JOINED', role: 'ADMIN', joinedDate: createdDate };
const lists = {
  memberships: [FindMemberships, FindMembershipsHandler, 'groupId'],
  'joined groups': [FindJoinedGroups, FindJoinedGroupsHandler, 'joinedDate'],
  'join requests': [FindPersonsJoinRequests, FindPersonsJoinRequestsHandler, 'joinRequest.createdDate'],
  'all join requests': [FindAllJoinRequests, FindAllJoinRequestsHandler, 'joinRequest.createdDate'],
  invitations: [FindPersonInvitations, FindPersonInvitationsHandler, 'invitation.createdDate'],
} as const;

describe.each(Object.entries(lists))('the list of %s', (_, [List, Handler, field]) => {
  it.each([ravi, anna])(
    'shows nothing of a deleted group whose documents are not removed yet: $kind',
    async (caller) => {
      const store = new InMemoryReadStore();
      const write = (collection: CollectionSpec, id: string, document: Document) =>
        store.write(collection, [{ id, document, position: 1n, loaded: null }]);
      await write(collections.groups, KEPT, group);
      const joinRequest = { status: 'APPROVED', createdDate, groupRevision: 0 };
      const all = { ...joined, joinRequest, invitation: { createdDate } };
      for (const groupId of [KEPT, DELETED])
        await write(collections.memberships, membershipId(groupId, 'ravi'), {
          siteId,
          groupId,
          memberId: 'ravi',
          ...all,
        });

      const progress = new ViewProgress();
      for (const view of ['groups', 'memberships']) progress.report(view, 1n, true);
      const views = new Views(store, progress);
      const handler = new Handler(views, new VisibleGroups(views, new Decider(new InMemoryEventStore())));
      const page = { filter: { all: [] }, sort: [{ field, order: 'ASC' as const }], limit: 10, offset: 0 };
      const query = new List({ memberId: 'ravi', page }, { caller, consistentWith: null });
      const found = (await handler.execute(query as never)) as { readonly items: readonly object[] };
      expect(found).toMatchObject({ accepted: true, metadata: { count: 1, total: 1 } });
      expect(JSON.stringify(found.items)).toContain(KEPT);
      expect(JSON.stringify(found.items)).not.toContain(DELETED);
    },
  );
});
