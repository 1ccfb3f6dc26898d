import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './checkout';

/** An instruction with its arguments, as in `COPY apps apps`. */
export type Instruction = { readonly name: string; readonly text: string };

/** The instructions of each stage of the Dockerfile, beginning with its `FROM`; the last stage is the image. */
export function stagesOfDockerfile(): readonly (readonly Instruction[])[] {
  const lines = readFileSync(join(root, 'Dockerfile'), 'utf8').replaceAll('\\\n', ' ').split('\n');
  const stages: Instruction[][] = [];
  for (const line of lines) {
    const [, name, text] = /^([A-Z]+)\s+(.+)$/.exec(line) ?? [];
    if (!name || !text) continue;
    if (name === 'FROM') stages.push([]);
    stages.at(-1)!.push({ name, text });
  }
  return stages;
}

/** The arguments of every instruction of this name in a stage. */
export const textsOf = (stage: readonly Instruction[], name: string): string[] =>
  stage.filter((instruction) => instruction.name === name).map(({ text }) => text);
