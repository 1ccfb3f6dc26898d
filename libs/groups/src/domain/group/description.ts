import { hasLoneSurrogate } from '@app/kernel';

/** How a description is written: as plain text, as the raw content of Draft.js, or as rich content (Ricos). */
export const contentTypes = ['PLAIN_TEXT', 'DRAFTJS', 'RICH_CONTENT'] as const;
export type ContentType = (typeof contentTypes)[number];

/** A description as it is stored. Without a type it is plain text. */
export type Description = {
  readonly description?: string;
  readonly descriptionType?: Exclude<ContentType, 'PLAIN_TEXT'>;
};

/** The deepest nesting of a valid document. */
const MAX_DEPTH = 32;
type Node = Readonly<Record<string, unknown>>;

/** Is this text a valid document of that type? Any text is valid plain text. */
export function isDescriptionOfType(text: string, type: ContentType): boolean {
  if (type === 'PLAIN_TEXT') return true;
  const document = parse(text);
  if (!document || !isSound(document)) return false;
  if (type === 'DRAFTJS')
    return Array.isArray(document.blocks) && document.blocks.every((block) => isNode(block) && isText(block.text));
  return Array.isArray(document.nodes) && document.nodes.every(isRichNode);
}

/**
 * A stored description in the given type. In its own type it is returned byte for byte; otherwise it is converted to plain
 * text, of which each line becomes one unstyled block. Stored descriptions are valid: they were checked on write.
 */
export function convertDescription(
  { description, descriptionType }: Description,
  type: ContentType,
): string | undefined {
  const stored: ContentType = descriptionType ?? 'PLAIN_TEXT';
  if (description === undefined || stored === type) return description;
  const lines = linesOf(description, stored);
  if (type === 'DRAFTJS') return JSON.stringify({ blocks: lines.map(draftBlock), entityMap: {} });
  if (type === 'RICH_CONTENT') return JSON.stringify({ nodes: lines.map(paragraph), metadata: { version: 1 } });
  return lines.join('\n');
}

function linesOf(description: string, type: ContentType): readonly string[] {
  if (type === 'PLAIN_TEXT') return description.split('\n');
  const document = parse(description) ?? {};
  if (type === 'DRAFTJS') return nodesIn(document.blocks).map(({ text }) => (isText(text) ? text : ''));
  return nodesIn(document.nodes).flatMap(richLines);
}

/** A node with text is one line; a node with only other nodes (a list, a quote) is the lines of those. */
function richLines(node: Node): readonly string[] {
  const children = nodesIn(node.nodes);
  if (children.length === 0) return node.type === 'PARAGRAPH' || node.type === 'TEXT' ? [textOf(node)] : [];
  return children.some(({ type }) => type === 'TEXT') ? [children.map(textOf).join('')] : children.flatMap(richLines);
}

const textOf = ({ textData }: Node): string => (isNode(textData) && isText(textData.text) ? textData.text : '');

const draftBlock = (text: string, n: number) => ({
  key: n.toString(36).padStart(5, '0'), // unique in the document, and the same each time
  text,
  type: 'unstyled',
  depth: 0,
  inlineStyleRanges: [],
  entityRanges: [],
  data: {},
});

const paragraph = (text: string, n: number) => ({
  type: 'PARAGRAPH',
  id: n.toString(36).padStart(5, '0'),
  nodes: text === '' ? [] : [{ type: 'TEXT', id: '', nodes: [], textData: { text, decorations: [] } }],
  paragraphData: {},
});

const isText = (value: unknown): value is string => typeof value === 'string';
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const nodesIn = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

const isRichNode = (value: unknown): boolean =>
  isNode(value) &&
  isText(value.type) &&
  (value.type !== 'TEXT' || (isNode(value.textData) && isText(value.textData.text))) &&
  (value.nodes === undefined || (Array.isArray(value.nodes) && value.nodes.every(isRichNode)));

/** Not too deep, and no text in it holds half of a surrogate pair: converted, it could not be written as UTF-8. */
function isSound(value: unknown, depth = MAX_DEPTH): boolean {
  if (typeof value === 'string') return !hasLoneSurrogate(value);
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((child) => isSound(child, depth - 1));
}

function parse(text: string): Node | null {
  try {
    const value: unknown = JSON.parse(text);
    return isNode(value) ? value : null;
  } catch {
    return null;
  }
}
