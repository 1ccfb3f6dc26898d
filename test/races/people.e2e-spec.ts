import { accepts } from '../support/invitations';
import {
  adds,
  approves,
  asks,
  bans,
  changes,
  deletes,
  endsAccount,
  invites,
  joins,
  leaves,
  lifts,
  removes,
} from './group-calls';
import { type Participants, races } from './race';

const open = ({ olga }: Participants): Promise<string> => olga.createsGroup();
const withRavi = async ({ olga, ravi }: Participants): Promise<string> => {
  const id = await olga.createsGroup();
  await ravi.joins(id);
  return id;
};

races({
  'two people join, and the group is deleted': {
    given: open,
    calls: {
      ravi: ({ ravi }, id) => joins(ravi, id),
      mira: ({ mira }, id) => joins(mira, id),
      deleted: ({ olga }, id) => deletes(olga, id),
    },
  },
  'people are added and invited, and the group is deleted': {
    given: open,
    calls: {
      added: ({ olga, ravi }, id) => adds(olga, id, ravi),
      invited: ({ app, mira }, id) => invites(app, id, mira),
      deleted: ({ siteAdmin }, id) => deletes(siteAdmin, id),
    },
  },
  'a person is added and banned, and joins': {
    given: open,
    calls: {
      added: ({ olga, ravi }, id) => adds(olga, id, ravi),
      banned: ({ siteAdmin, ravi }, id) => bans(siteAdmin, id, ravi),
      joins: ({ ravi }, id) => joins(ravi, id),
    },
  },
  'a person asks, is approved and banned': {
    given: ({ olga }) => olga.createsGroup({ privacyStatus: 'PRIVATE' }),
    calls: {
      asks: ({ ravi }, id) => asks(ravi, id),
      approved: ({ olga, ravi }, id) => approves(olga, id, ravi),
      banned: ({ siteAdmin, ravi }, id) => bans(siteAdmin, id, ravi),
    },
  },
  'a person is invited, accepts and is banned': {
    given: async ({ olga, ravi }) => {
      const id = await olga.createsGroup({ privacyStatus: 'SECRET' });
      await olga.invites(id, ravi);
      return id;
    },
    calls: {
      accepted: ({ ravi }, id) => accepts(ravi, id),
      'invited again': ({ olga, ravi }, id) => invites(olga, id, ravi),
      banned: ({ siteAdmin, ravi }, id) => bans(siteAdmin, id, ravi),
    },
  },
  'a member leaves, is removed and banned': {
    given: withRavi,
    calls: {
      leaves: ({ ravi }, id) => leaves(ravi, id),
      removed: ({ olga, ravi }, id) => removes(olga, id, ravi),
      banned: ({ siteAdmin, ravi }, id) => bans(siteAdmin, id, ravi),
    },
  },
  'a ban is set and lifted, and the person added': {
    given: withRavi,
    calls: {
      banned: ({ siteAdmin, ravi }, id) => bans(siteAdmin, id, ravi),
      lifted: ({ olga, ravi }, id) => lifts(olga, id, ravi),
      added: ({ app, ravi }, id) => adds(app, id, ravi),
    },
  },
  'people join and ask as the group becomes private': {
    given: open,
    calls: {
      joins: ({ ravi }, id) => joins(ravi, id),
      asks: ({ mira }, id) => asks(mira, id),
      private: ({ olga }, id) => changes(olga, id, { privacyStatus: 'PRIVATE' }),
    },
  },
  'people join and are added, and their accounts end': {
    given: open,
    calls: {
      joins: ({ ravi }, id) => joins(ravi, id),
      added: ({ olga, ravi }, id) => adds(olga, id, ravi),
      ended: ({ app, ravi }) => endsAccount(app, ravi),
    },
    mayAlsoRefuseWith: ['SITE_MEMBER_NOT_FOUND'],
  },
});
