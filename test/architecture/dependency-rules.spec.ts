import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { jsonOutputOf, root } from './checkout';

type Cruise = {
  summary: { violations: { rule: { name: string }; from: string; to: string }[]; totalDependenciesCruised: number };
};

const cruise = (cwd: string, ...folders: string[]) =>
  jsonOutputOf<Cruise>(
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', ...folders],
    cwd,
  ).summary;

const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>('../../.dependency-cruiser.cjs');
const fixtures = join(__dirname, 'fixtures');

/** The rules, each with the file of its fixture that breaks it. */
const offenders: Record<string, string> = {
  'kernel-imports-nothing': 'libs/kernel/src/clock.ts',
  'pure-files-import-only-pure-files': 'libs/groups/src/write/join/join.decision.ts',
  'a-slice-keeps-to-itself': 'libs/groups/src/write/join/join.handler.ts',
  'a-decision-never-asks-a-view': 'libs/groups/src/write/join/join.handler.ts',
  'tools-do-not-know-groups': 'libs/http/src/answers.ts',
  'libs-do-not-know-apps': 'libs/config/src/config.ts',
  'no-cycles': 'libs/http/src/egg.ts',
  'every-import-resolves': 'libs/http/src/found.ts',
};

describe('the dependency rules', () => {
  it('hold', () => {
    const { violations, totalDependenciesCruised } = cruise(root, 'apps', 'libs', 'tools');
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
    expect(totalDependenciesCruised).toBeGreaterThan(0);
  });

  it('have a fixture each that breaks them', () => {
    const rules = forbidden.map(({ name }) => name);
    expect(Object.keys(offenders).sort()).toEqual(rules.sort());
    expect(readdirSync(fixtures)).toEqual(expect.arrayContaining(rules));
  });

  it.each(Object.entries(offenders))('%s finds the import that breaks it', (rule, offender) => {
    const { violations } = cruise(join(fixtures, rule), 'libs');
    expect(violations.map(({ rule: { name }, from }) => [name, from])).toEqual([[rule, offender]]);
  });
});
