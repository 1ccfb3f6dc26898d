import { changes, deletes } from './group-calls';
import { type Participants, races } from './race';

const group = (name: string, privacyStatus = 'PUBLIC') => ({ group: { name, privacyStatus } });
const founding = async ({ siteAdmin }: Participants): Promise<string> => {
  await siteAdmin.patch('/v2/settings', { settings: { creationPolicy: 'ALL_MEMBERS' } }).expect(200);
  return '';
};
const yoga = ({ olga }: Participants): Promise<string> => olga.createsGroup({ name: 'Yoga' });

const twoGroups = async ({ olga }: Participants): Promise<string> =>
  [await olga.createsGroup({ name: 'Flow' }), await olga.createsGroup({ name: 'Tea' })].join(' ');
const [flow, tea] = [0, 1].map((n) => (ids: string) => ids.split(' ')[n]!) as [Of, Of];
type Of = (ids: string) => string;

races({
  'three people found groups of one name': {
    given: founding,
    calls: {
      olga: ({ olga }) => olga.post('/v2/groups', group('Yoga')),
      mira: ({ mira }) => mira.post('/v2/groups', group('Yoga')),
      'the site admin': ({ siteAdmin }) => siteAdmin.post('/v2/groups', group('Yoga', 'SECRET')),
    },
  },
  'a request to create a group is approved, and another founds one of the same name': {
    given: async ({ olga }) => (await olga.post('/v2/groups', group('Yoga')).expect(200)).group.id as string,
    calls: {
      approved: ({ app }, id) => app.post('/v2/group-requests/approve', { groupRequestIds: [id] }),
      'taken back': ({ olga }, id) => olga.post(`/v2/group-requests/${id}/cancel`),
      founded: ({ siteAdmin }) => siteAdmin.post('/v2/groups', group('Yoga')),
    },
  },
  'a group is renamed by three people': {
    given: yoga,
    calls: {
      flow: ({ olga }, id) => changes(olga, id, { name: 'Flow' }),
      tea: ({ siteAdmin }, id) => changes(siteAdmin, id, { name: 'Tea' }),
      'back to yoga': ({ app }, id) => changes(app, id, { name: 'Yoga', teaser: 'Again' }),
    },
  },
  'a group is renamed, becomes secret and public again, and its name is taken by another': {
    given: yoga,
    calls: {
      renamed: ({ olga }, id) => changes(olga, id, { name: 'Flow', privacyStatus: 'SECRET' }),
      public: ({ siteAdmin }, id) => changes(siteAdmin, id, { privacyStatus: 'PUBLIC' }),
      founded: ({ app, mira }) => app.post('/v2/groups', { ...group('Flow'), creatorId: mira.id }),
    },
  },
  'a group is renamed and deleted, and another takes its names': {
    given: yoga,
    calls: {
      renamed: ({ olga }, id) => changes(olga, id, { teaser: 'Come', memberTitle: 'Yogi', name: 'Flow' }),
      deleted: ({ siteAdmin }, id) => deletes(siteAdmin, id),
      founded: ({ app, mira }) => app.post('/v2/groups', { ...group('Yoga'), creatorId: mira.id }),
    },
  },
  'two groups take each other’s name': {
    given: twoGroups,
    calls: {
      'flow to tea': ({ olga }, ids) => changes(olga, flow(ids), { name: 'Tea' }),
      'tea to flow': ({ siteAdmin }, ids) => changes(siteAdmin, tea(ids), { name: 'Flow' }),
    },
  },
});
