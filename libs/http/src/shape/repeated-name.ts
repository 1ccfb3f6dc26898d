/** A string, a name or a sign of structure; the numbers and words between them do not matter here. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g;

type Level = { readonly names: Set<string> | null; path: string; step: string | number };

/**
 * The path of the first name that an object in this JSON text has twice: `group.name`, `list[0].a`. The text must be JSON
 * that has been parsed already; parsing alone keeps the last of them, and nobody knows which one was meant.
 */
export function duplicateName(json: string): string | undefined {
  const levels: Level[] = [];
  let text = '';
  for (const [token] of json.matchAll(TOKENS)) {
    const here = levels.at(-1);
    if (token === '{') levels.push({ names: new Set(), path: here ? pathOf(here) : '', step: '' });
    else if (token === '[') levels.push({ names: null, path: here ? pathOf(here) : '', step: 0 });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ':' && here?.names) {
      here.step = JSON.parse(text) as string; // names may be escaped, each in its own way
      if (here.names.has(here.step)) return pathOf(here);
      here.names.add(here.step);
    } else if (token === ',' && typeof here?.step === 'number') here.step++;
    else text = token;
  }
  return undefined;
}

function pathOf({ path, step }: Level): string {
  if (typeof step === 'number') return `${path}[${step}]`;
  return path === '' ? step : `${path}.${step}`;
}
