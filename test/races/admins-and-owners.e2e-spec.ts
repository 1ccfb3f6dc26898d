import { handsOver } from '../support/ownership';
import { bans, deletes, demotes, endsAccount, leaves, promotes, removes } from './group-calls';
import { type Participants, races } from './race';

const threeMembers = async ({ olga, mira, zoe }: Participants): Promise<string> => {
  const id = await olga.createsGroup();
  await olga.adds(id, mira);
  await olga.adds(id, zoe);
  return id;
};
const withAdmin = async (cast: Participants): Promise<string> => {
  const id = await threeMembers(cast);
  await cast.olga.makesAdmin(id, cast.mira);
  return id;
};

const threeAdmins = async ({ olga, mira, zoe }: Participants): Promise<string> => {
  const id = await olga.createsGroup();
  await olga.adds(id, mira, zoe);
  await olga.makesAdmin(id, mira, zoe);
  return id;
};

races({
  'two admins demote each other': {
    given: threeAdmins,
    calls: {
      mira: ({ mira, zoe }, id) => demotes(mira, id, zoe),
      zoe: ({ mira, zoe }, id) => demotes(zoe, id, mira),
    },
  },
  'three demote one': {
    given: threeAdmins,
    calls: {
      olga: ({ olga, zoe }, id) => demotes(olga, id, zoe),
      mira: ({ mira, zoe }, id) => demotes(mira, id, zoe),
      'the site admin': ({ siteAdmin, zoe }, id) => demotes(siteAdmin, id, zoe),
    },
  },
  'two admins remove and ban each other, and one of them leaves': {
    given: threeAdmins,
    calls: {
      mira: ({ mira, zoe }, id) => removes(mira, id, zoe),
      zoe: ({ mira, zoe }, id) => bans(zoe, id, mira),
      leaves: ({ mira }, id) => leaves(mira, id),
    },
  },
  'an admin is demoted, promoted and removed': {
    given: threeAdmins,
    calls: {
      demoted: ({ olga, zoe }, id) => demotes(olga, id, zoe),
      promoted: ({ siteAdmin, zoe }, id) => promotes(siteAdmin, id, zoe),
      removed: ({ mira, zoe }, id) => removes(mira, id, zoe),
    },
  },
  'an admin removes a plain member, who is promoted and removes the admin': {
    given: withAdmin,
    calls: {
      removed: ({ mira, zoe }, id) => removes(mira, id, zoe),
      promoted: ({ olga, zoe }, id) => promotes(olga, id, zoe),
      'removed in turn': async ({ mira, zoe }, id) => removes(zoe, id, mira),
    },
  },
  'a plain member is promoted and banned, and leaves': {
    given: async ({ olga, ravi }) => {
      const id = await olga.createsGroup();
      await olga.adds(id, ravi);
      return id;
    },
    calls: {
      promoted: ({ olga, ravi }, id) => promotes(olga, id, ravi),
      banned: ({ siteAdmin, ravi }, id) => bans(siteAdmin, id, ravi),
      leaves: ({ ravi }, id) => leaves(ravi, id),
    },
  },
  'a group is handed over, and the one who gets it leaves': {
    given: threeMembers,
    calls: {
      handed: ({ olga }, id) => handsOver(olga, id, 'mira'),
      leaves: ({ mira }, id) => leaves(mira, id),
    },
  },
  'a group is handed to an admin who leaves and is demoted': {
    given: withAdmin,
    calls: {
      handed: ({ olga }, id) => handsOver(olga, id, 'mira'),
      leaves: ({ mira }, id) => leaves(mira, id),
      demoted: ({ siteAdmin, mira }, id) => demotes(siteAdmin, id, mira),
    },
  },
  'a group is handed over, and the one who gets it is removed and banned': {
    given: threeMembers,
    calls: {
      handed: ({ olga }, id) => handsOver(olga, id, 'mira'),
      removed: ({ app, mira }, id) => removes(app, id, mira),
      banned: ({ siteAdmin, mira }, id) => bans(siteAdmin, id, mira),
    },
  },
  'a group is handed to two people, and the former owner leaves': {
    given: threeMembers,
    calls: {
      'to mira': ({ olga }, id) => handsOver(olga, id, 'mira'),
      'to zoe': ({ app }, id) => handsOver(app, id, 'zoe'),
      leaves: ({ olga }, id) => leaves(olga, id),
    },
  },
  'a group is handed over, its new owner leaves, and their account ends': {
    given: threeMembers,
    calls: {
      handed: ({ siteAdmin }, id) => handsOver(siteAdmin, id, 'mira'),
      leaves: ({ mira }, id) => leaves(mira, id),
      ended: ({ app, mira }) => endsAccount(app, mira),
    },
    mayAlsoRefuseWith: ['SITE_MEMBER_NOT_FOUND'],
  },
  'the account of the owner ends, and the next in line leaves': {
    given: threeMembers,
    calls: {
      ended: ({ app, olga }) => endsAccount(app, olga),
      leaves: ({ mira }, id) => leaves(mira, id),
    },
  },
  'the account of the owner ends, and the group is handed past the next in line': {
    given: threeMembers,
    calls: {
      ended: ({ app, olga }) => endsAccount(app, olga),
      handed: ({ siteAdmin }, id) => handsOver(siteAdmin, id, 'zoe'),
    },
  },
  'the accounts of the owner and of the next in line end, and the group is handed over': {
    given: withAdmin,
    calls: {
      'the owner’s': ({ app, olga }) => endsAccount(app, olga),
      'the admin’s': ({ app, mira }) => endsAccount(app, mira),
      handed: ({ siteAdmin }, id) => handsOver(siteAdmin, id, 'mira'),
    },
    mayAlsoRefuseWith: ['SITE_MEMBER_NOT_FOUND'],
  },
  'a group is handed over and deleted, and the account of its owner ends': {
    given: threeMembers,
    calls: {
      handed: ({ siteAdmin }, id) => handsOver(siteAdmin, id, 'mira'),
      deleted: ({ mira }, id) => deletes(mira, id),
      ended: ({ app, olga }) => endsAccount(app, olga),
    },
  },
});
