/** An entry in a balanced search tree (AVL): the heights of `left` and `right` differ by at most one. */
type Node<K, V> = Entry<K, V> & {
  readonly left: Tree<K, V>;
  readonly right: Tree<K, V>;
  readonly height: number;
};
type Tree<K, V> = Node<K, V> | null;
/** `order`: entries that were added later have a higher one. */
type Entry<K, V> = { readonly key: K; readonly value: V; readonly order: number };

/**
 * A map that never changes: `with` and `without` give another one, which shares all but a few entries with this one. Both
 * take time by the logarithm of the size, so a fold of many events may add an entry for each of them, and every state in
 * between stays what it was. Iterates in the order in which keys were added, like a `Map`.
 */
export class PersistentMap<K extends string, V> implements ReadonlyMap<K, V> {
  private static readonly none = new PersistentMap<never, never>(null, 0, 0);

  private constructor(
    private readonly root: Tree<K, V>,
    readonly size: number,
    private readonly nextOrder: number,
  ) {}

  /** The map with these entries; of several with the same key, the last one counts. */
  static of<K extends string, V>(...entries: readonly (readonly [K, V])[]): PersistentMap<K, V> {
    let map = PersistentMap.none as unknown as PersistentMap<K, V>;
    for (const [key, value] of entries) map = map.with(key, value);
    return map;
  }

  /** The map with this entry; a key that it has already keeps its place in the order. */
  with(key: K, value: V): PersistentMap<K, V> {
    const size = this.has(key) ? this.size : this.size + 1;
    const root = withEntry(this.root, { key, value, order: this.nextOrder });
    return new PersistentMap(root, size, this.nextOrder + 1);
  }

  /** The map without this key; this map if it does not have the key. */
  without(key: K): PersistentMap<K, V> {
    return this.has(key) ? new PersistentMap(withoutKey(this.root, key), this.size - 1, this.nextOrder) : this;
  }

  has(key: K): boolean {
    return find(this.root, key) !== null;
  }

  get(key: K): V | undefined {
    return find(this.root, key)?.value;
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    this.copy().forEach((value, key) => callback(value, key, this));
  }

  entries() {
    return this.copy().entries();
  }

  keys() {
    return this.copy().keys();
  }

  values() {
    return this.copy().values();
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  private copy(): Map<K, V> {
    const nodes: Node<K, V>[] = [];
    collect(this.root, nodes);
    nodes.sort((one, other) => one.order - other.order);
    return new Map(nodes.map(({ key, value }) => [key, value]));
  }
}

function find<K, V>(tree: Tree<K, V>, key: K): Tree<K, V> {
  let node = tree;
  while (node && node.key !== key) node = key < node.key ? node.left : node.right;
  return node;
}

function collect<K, V>(node: Tree<K, V>, nodes: Node<K, V>[]): void {
  if (!node) return;
  collect(node.left, nodes);
  nodes.push(node);
  collect(node.right, nodes);
}

function withEntry<K, V>(node: Tree<K, V>, entry: Entry<K, V>): Node<K, V> {
  if (!node) return join(null, entry, null);
  if (entry.key === node.key) return join(node.left, { ...entry, order: node.order }, node.right);
  return entry.key < node.key
    ? balance(withEntry(node.left, entry), node, node.right)
    : balance(node.left, node, withEntry(node.right, entry));
}

function withoutKey<K, V>(node: Tree<K, V>, key: K): Tree<K, V> {
  if (!node) return null;
  if (key < node.key) return balance(withoutKey(node.left, key), node, node.right);
  if (key > node.key) return balance(node.left, node, withoutKey(node.right, key));
  if (!node.left || !node.right) return node.left ?? node.right;
  const next = leftmost(node.right);
  return balance(node.left, next, withoutKey(node.right, next.key));
}

const leftmost = <K, V>(node: Node<K, V>): Node<K, V> => (node.left ? leftmost(node.left) : node);

const heightOf = (tree: Tree<unknown, unknown>): number => tree?.height ?? 0;

const join = <K, V>(left: Tree<K, V>, { key, value, order }: Entry<K, V>, right: Tree<K, V>): Node<K, V> => ({
  key,
  value,
  order,
  left,
  right,
  height: 1 + Math.max(heightOf(left), heightOf(right)),
});

/** Joins two trees whose heights differ by at most two: those of a balanced tree, after one entry came or went. */
function balance<K, V>(left: Tree<K, V>, entry: Entry<K, V>, right: Tree<K, V>): Node<K, V> {
  const lean = heightOf(left) - heightOf(right);
  if (left && lean > 1) {
    const { left: outer, right: inner } = left;
    return inner && heightOf(inner) > heightOf(outer)
      ? join(join(outer, left, inner.left), inner, join(inner.right, entry, right))
      : join(outer, left, join(inner, entry, right));
  }
  if (right && lean < -1) {
    const { left: inner, right: outer } = right;
    return inner && heightOf(inner) > heightOf(outer)
      ? join(join(left, entry, inner.left), inner, join(inner.right, right, outer))
      : join(join(left, entry, inner), right, outer);
  }
  return join(left, entry, right);
}
