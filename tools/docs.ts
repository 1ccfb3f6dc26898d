import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pagesOf } from './docs/pages';

/** Writes the lists that follow from the code, and says which ones it changed. */
async function writeDocs(root: string): Promise<void> {
  for (const { path, content } of await pagesOf(root)) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === content) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    console.log(`wrote ${path}`);
  }
}

void writeDocs(process.cwd());
