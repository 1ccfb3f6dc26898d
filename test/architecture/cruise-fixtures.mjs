// Prints as JSON which files of each fixture break a rule of .dependency-cruiser.cjs: { "<fixture>": [["<rule>", "<file>"]] }.
// Arguments: the names of the fixtures. One process for all of them, because loading the tool takes longer than its work.
import { join, resolve } from 'node:path';
import { cruise } from 'dependency-cruiser';
import optionsOf from 'dependency-cruiser/config-utl/extract-depcruise-options';

const config = resolve(import.meta.dirname, '../../.dependency-cruiser.cjs');
const found = {};
for (const fixture of process.argv.slice(2)) {
  process.chdir(join(import.meta.dirname, 'fixtures', fixture));
  const { output } = await cruise(['libs'], { ...(await optionsOf(config)), outputType: 'json' });
  found[fixture] = JSON.parse(output).summary.violations.map(({ rule, from }) => [rule.name, from]);
}
process.stdout.write(JSON.stringify(found));
