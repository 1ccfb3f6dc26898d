import fc from 'fast-check';
import { contentTypes, convertDescription, type Description, isDescriptionOfType } from './description';

const draft = JSON.stringify({
  blocks: [
    { key: 'a', text: 'Stretch.', type: 'header-two', depth: 0, inlineStyleRanges: [], entityRanges: [], data: {} },
    { key: 'b', text: 'Breathe.', type: 'unordered-list-item', depth: 0 },
  ],
  entityMap: {},
});
const text = (value: string) => ({ type: 'TEXT', id: '', nodes: [], textData: { text: value, decorations: [] } });
const rich = JSON.stringify({
  nodes: [
    { type: 'HEADING', id: '1', nodes: [text('Stretch'), text('.')] },
    {
      type: 'BULLETED_LIST',
      id: '2',
      nodes: [
        { type: 'LIST_ITEM', id: '3', nodes: [{ type: 'PARAGRAPH', id: '4', nodes: [text('Breathe.')] }] },
        { type: 'LIST_ITEM', id: '5', nodes: [{ type: 'PARAGRAPH', id: '6', nodes: [text('Rest.')] }] },
      ],
    },
    { type: 'DIVIDER', id: '7', nodes: [] },
    { type: 'PARAGRAPH', id: '8', nodes: [] },
  ],
  metadata: { version: 1 },
});
const nested = (depth: number): unknown => (depth === 0 ? {} : { nodes: [nested(depth - 1)] });

describe('isDescriptionOfType', () => {
  it.each([
    ['any text', '{', 'PLAIN_TEXT', true],
    ['raw Draft.js', draft, 'DRAFTJS', true],
    ['rich content', rich, 'RICH_CONTENT', true],
    ['text that is no JSON', 'Stretch.', 'DRAFTJS', false],
    ['text that is no JSON', 'Stretch.', 'RICH_CONTENT', false],
    ['a JSON list', '[]', 'DRAFTJS', false],
    ['null', 'null', 'RICH_CONTENT', false],
    ['the other type', rich, 'DRAFTJS', false],
    ['the other type', draft, 'RICH_CONTENT', false],
    ['a block without text', '{"blocks":[{}]}', 'DRAFTJS', false],
    ['a block that is no object', '{"blocks":["Stretch."]}', 'DRAFTJS', false],
    ['a node without a type', '{"nodes":[{}]}', 'RICH_CONTENT', false],
    ['a text node without text', '{"nodes":[{"type":"PARAGRAPH","nodes":[{"type":"TEXT"}]}]}', 'RICH_CONTENT', false],
    ['nodes that are no list', '{"nodes":[{"type":"PARAGRAPH","nodes":{}}]}', 'RICH_CONTENT', false],
    ['a document that is too deep', JSON.stringify({ nodes: [], metadata: nested(40) }), 'RICH_CONTENT', false],
    ['half of a surrogate pair', '{"blocks":[{"text":"\\ud800"}]}', 'DRAFTJS', false],
    ['half of a surrogate pair, aside', '{"nodes":[],"metadata":{"title":"\\udfff"}}', 'RICH_CONTENT', false],
    ['both halves of one', '{"blocks":[{"text":"\\ud83e\\udd18"}]}', 'DRAFTJS', true],
  ] as const)('%s', (_, description, type, is) => expect(isDescriptionOfType(description, type)).toBe(is));
});

describe('convertDescription', () => {
  it.each([
    ['Draft.js: one line for each block', { description: draft, descriptionType: 'DRAFTJS' }, 'Stretch.\nBreathe.'],
    [
      'rich content: one line for each paragraph',
      { description: rich, descriptionType: 'RICH_CONTENT' },
      'Stretch.\nBreathe.\nRest.\n',
    ],
    ['no description', {}, undefined],
  ] as const)('to plain text: %s', (_, given: Description, plain) =>
    expect(convertDescription(given, 'PLAIN_TEXT')).toBe(plain),
  );
  it('to Draft.js: one unstyled block for each line', () =>
    expect(JSON.parse(convertDescription({ description: 'Stretch.\n\nRest.' }, 'DRAFTJS')!)).toMatchObject({
      blocks: [
        { text: 'Stretch.', type: 'unstyled' },
        { text: '', type: 'unstyled' },
        { text: 'Rest.', type: 'unstyled' },
      ],
      entityMap: {},
    }));
  it('to rich content: one paragraph for each line', () =>
    expect(JSON.parse(convertDescription({ description: 'Stretch.\n' }, 'RICH_CONTENT')!)).toMatchObject({
      nodes: [
        { type: 'PARAGRAPH', nodes: [{ type: 'TEXT', textData: { text: 'Stretch.', decorations: [] } }] },
        { type: 'PARAGRAPH', nodes: [] },
      ],
    }));
  it.each([
    ['DRAFTJS', draft],
    ['RICH_CONTENT', rich],
  ] as const)('to its own type, without a change: %s', (descriptionType, description) =>
    expect(convertDescription({ description, descriptionType }, descriptionType)).toBe(description),
  );
  it('to any type and back to the same lines', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('DRAFTJS', 'RICH_CONTENT'), (plain, type) => {
        const converted = convertDescription({ description: plain }, type)!;
        expect(isDescriptionOfType(converted, type)).toBe(true);
        expect(convertDescription({ description: converted, descriptionType: type }, 'PLAIN_TEXT')).toBe(plain);
        for (const other of contentTypes)
          expect(
            isDescriptionOfType(convertDescription({ description: converted, descriptionType: type }, other)!, other),
          ).toBe(true);
      }),
    ));
});
