import { accepts, declines, revokes } from '../support/invitations';
import { approves, asks, bans, cancels, changes, deletes, endsAccount, invites, joins, rejects } from './group-calls';
import { type Participants, races } from './race';

const joinRequested = async ({ olga, ravi }: Participants): Promise<string> => {
  const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
  await ravi.asks(id);
  return id;
};
const invited = async ({ olga, ravi }: Participants): Promise<string> => {
  const id = await olga.createsGroup({ privacyStatus: 'PRIVATE' });
  await olga.invites(id, ravi);
  return id;
};
const createRequested = async ({ olga }: Participants): Promise<string> =>
  (await olga.post('/v2/groups', { group: { name: 'Yoga' } }).expect(200)).group.id as string;

races({
  'a request is approved, rejected and taken back': {
    given: joinRequested,
    calls: {
      approved: ({ olga, ravi }, id) => approves(olga, id, ravi),
      rejected: ({ siteAdmin, ravi }, id) => rejects(siteAdmin, id, ravi),
      'taken back': ({ ravi }, id) => cancels(ravi, id),
    },
  },
  'a request is approved, and the group becomes public': {
    given: joinRequested,
    calls: {
      approved: ({ olga, ravi }, id) => approves(olga, id, ravi),
      public: ({ siteAdmin }, id) => changes(siteAdmin, id, { privacyStatus: 'PUBLIC' }),
    },
  },
  'a request is approved, another made, and the group becomes secret': {
    given: joinRequested,
    calls: {
      approved: ({ olga, ravi }, id) => approves(olga, id, ravi),
      asks: ({ mira }, id) => asks(mira, id),
      secret: ({ siteAdmin }, id) => changes(siteAdmin, id, { privacyStatus: 'SECRET' }),
    },
  },
  'a request is rejected, another made, and the group becomes public': {
    given: joinRequested,
    calls: {
      rejected: ({ olga, ravi }, id) => rejects(olga, id, ravi),
      asks: ({ mira }, id) => asks(mira, id),
      public: ({ siteAdmin }, id) => changes(siteAdmin, id, { privacyStatus: 'PUBLIC' }),
    },
  },
  'a request is approved, the person banned, and the group becomes public': {
    given: joinRequested,
    calls: {
      approved: ({ olga, ravi }, id) => approves(olga, id, ravi),
      banned: ({ app, ravi }, id) => bans(app, id, ravi),
      public: ({ siteAdmin }, id) => changes(siteAdmin, id, { privacyStatus: 'PUBLIC' }),
    },
  },
  'a request is approved, and the account ends': {
    given: joinRequested,
    calls: {
      approved: ({ olga, ravi }, id) => approves(olga, id, ravi),
      ended: ({ app, ravi }) => endsAccount(app, ravi),
    },
    mayAlsoRefuseWith: ['SITE_MEMBER_NOT_FOUND'],
  },
  'a person is invited, asks, and is approved': {
    given: ({ olga }) => olga.createsGroup({ privacyStatus: 'PRIVATE' }),
    calls: {
      invited: ({ olga, ravi }, id) => invites(olga, id, ravi),
      asks: ({ ravi }, id) => asks(ravi, id),
      approved: ({ siteAdmin, ravi }, id) => approves(siteAdmin, id, ravi),
    },
  },
  'an invitation is accepted, declined and revoked': {
    given: invited,
    calls: {
      accepted: ({ ravi }, id) => accepts(ravi, id),
      declined: ({ ravi }, id) => declines(ravi, id),
      revoked: ({ olga, ravi }, id) => revokes(olga, ravi, id),
    },
  },
  'an invitation is accepted by joining and by asking, and the group is deleted': {
    given: invited,
    calls: {
      joins: ({ ravi }, id) => joins(ravi, id),
      asks: ({ ravi }, id) => asks(ravi, id),
      deleted: ({ olga }, id) => deletes(olga, id),
    },
  },
  'a request to create a group is approved, rejected and taken back': {
    given: createRequested,
    calls: {
      approved: ({ siteAdmin }, id) => siteAdmin.post('/v2/group-requests/approve', { groupRequestIds: [id] }),
      rejected: ({ app }, id) => app.post('/v2/group-requests/reject', { rejections: [{ groupRequestId: id }] }),
      'taken back': ({ olga }, id) => olga.post(`/v2/group-requests/${id}/cancel`),
    },
  },
  'a request to create a group is approved, and the account ends': {
    given: createRequested,
    calls: {
      approved: ({ siteAdmin }, id) => siteAdmin.post('/v2/group-requests/approve', { groupRequestIds: [id] }),
      ended: ({ app, olga }) => endsAccount(app, olga),
    },
    mayAlsoRefuseWith: ['SITE_MEMBER_NOT_FOUND'],
  },
});
