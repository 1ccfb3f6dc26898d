import { stories } from '../support/stories';

const { people, writesNothing } = stories();
const draft = JSON.stringify({ blocks: [{ key: 'a', text: 'Stretch.' }, { text: 'Rest.' }], entityMap: {} });
const rich = JSON.stringify({
  nodes: [{ type: 'PARAGRAPH', id: '1', nodes: [{ type: 'TEXT', id: '', textData: { text: 'Breathe.' } }] }],
});
const path = '/v2/groups';

it.each([
  ['DRAFTJS', draft, 'Stretch.\nRest.'],
  ['RICH_CONTENT', rich, 'Breathe.'],
  ['PLAIN_TEXT', 'Daily.\nSlowly.', 'Daily.\nSlowly.'],
] as const)(
  'keeps a description as %s byte for byte, and gives it in each type',
  async (contentType, description, plain) => {
    const { olga, ravi, siteAdmin } = await people('olga', 'ravi');
    await siteAdmin.patch('/v2/settings', { settings: { creationPolicy: 'ALL_MEMBERS' } }).expect(200);
    const created = await olga.post(path, { group: { name: 'Yoga', description }, contentType }).expect(200);
    expect(created.group.description).toBe(description);
    const { id, slug } = created.group;
    const query = { filter: { id } };
    for (const type of ['PLAIN_TEXT', 'DRAFTJS', 'RICH_CONTENT'] as const) {
      const given = [
        (await ravi.get(`${path}/${id}?contentType=${type}`).expect(200)).group,
        (await ravi.get(`${path}/slugs/${slug}?contentType=${type}`).expect(200)).group,
        (await ravi.get(`${path}?contentType=${type}`).expect(200)).groups[0],
        (await ravi.post(`${path}/query`, { query, contentType: type }).expect(200)).groups[0],
      ].map((group) => group.description);
      expect(new Set(given).size).toBe(1);
      if (type === contentType) expect(given[0]).toBe(description);
      else if (type === 'PLAIN_TEXT') expect(given[0]).toBe(plain);
      else if (type === 'DRAFTJS')
        expect(JSON.parse(given[0]).blocks.map((block: { text: string }) => block.text)).toEqual(plain.split('\n'));
      else expect(JSON.parse(given[0]).nodes).toHaveLength(plain.split('\n').length);
    }
    const { group } = await ravi.get(`${path}/${id}`).expect(200);
    expect(group.description).toBe(plain);
    expect(group).not.toHaveProperty('descriptionType');
  },
);

it('changes the type with the description, and writes nothing when both are the same', async () => {
  const { olga } = await people('olga');
  const id = await olga.createsGroup({ description: draft });
  const change = (contentType?: string) =>
    olga.patch(`${path}/${id}`, { group: { description: draft }, ...(contentType && { contentType }) }).expect(200);
  expect((await change('DRAFTJS')).group.description).toBe(draft);
  expect((await olga.get(`${path}/${id}`).expect(200)).group.description).toBe('Stretch.\nRest.');
  await writesNothing(() => change('DRAFTJS'));
  await change();
  expect((await olga.get(`${path}/${id}`).expect(200)).group.description).toBe(draft);
  await writesNothing(() => change());
});

it('takes a type without a description, and clears a description of any type', async () => {
  const { olga } = await people('olga');
  const id = await olga.createsGroup({});
  await olga.patch(`${path}/${id}`, { group: { description: rich }, contentType: 'RICH_CONTENT' }).expect(200);
  await olga.patch(`${path}/${id}`, { group: { teaser: 'Come' }, contentType: 'DRAFTJS' }).expect(200);
  expect((await olga.get(`${path}/${id}?contentType=RICH_CONTENT`).expect(200)).group.description).toBe(rich);
  const { group } = await olga.patch(`${path}/${id}`, { group: { description: null } }).expect(200);
  expect(group).not.toHaveProperty('description');
});

it('gives the description of a request to create a group as plain text', async () => {
  const { olga } = await people('olga');
  const requested = { group: { name: 'Yoga', description: draft }, contentType: 'DRAFTJS' };
  const { groupRequest } = await olga.post(path, requested).expect(200);
  expect(groupRequest.group.description).toBe(draft);
  const { groupRequests } = await olga.get('/v2/group-requests').expect(200);
  expect(groupRequests[0].group.description).toBe('Stretch.\nRest.');
});

it.each([
  ['no JSON', 'Stretch.', 'DRAFTJS'],
  ['the other type', draft, 'RICH_CONTENT'],
  ['the other type', rich, 'DRAFTJS'],
  ['a list', '[]', 'RICH_CONTENT'],
])('refuses as a description %s', async (_, description, contentType) => {
  const { olga } = await people('olga');
  const id = await olga.createsGroup({});
  await writesNothing(async () => {
    await olga.post(path, { group: { name: 'Yoga', description }, contentType }).expect(400, 'group.description');
    await olga.patch(`${path}/${id}`, { group: { description }, contentType }).expect(400, 'group.description');
  });
});

it('refuses other types', async () => {
  const { olga } = await people('olga');
  await olga.post(path, { group: { name: 'Yoga' }, contentType: 'HTML' }).expect(400, 'contentType');
  await olga.get(`${path}?contentType=UNKNOWN_CONTENT_TYPE`).expect(400, 'contentType');
});
