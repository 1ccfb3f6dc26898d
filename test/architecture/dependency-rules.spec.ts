import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { jsonOutputOf } from './checkout';

const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>('../../.dependency-cruiser.cjs');
const fixtures = join(__dirname, 'fixtures');

/** The one file of each fixture that breaks the rule after which the fixture is named; its other files are allowed. */
const offenders: Record<string, string> = {
  'kernel-imports-nothing': 'libs/kernel/src/clock.ts',
  'pure-files-import-only-pure-files': 'libs/groups/src/commands/join-group/join-group.decision.ts',
  'domain-imports-only-domain': 'libs/groups/src/domain/membership/joining.ts',
  'views-import-only-domain': 'libs/groups/src/views/views.ts',
  'http-imports-no-slice': 'libs/groups/src/http/responses/ban.response.ts',
  'a-slice-keeps-to-itself': 'libs/groups/src/commands/join-group/join-group.command.ts',
  'what-slices-share-knows-no-slice': 'libs/groups/src/queries/access/rights.ts',
  'a-command-never-asks-a-view': 'libs/groups/src/commands/join-group/join-group.command.ts',
  'only-specs-import-testing': 'libs/http/src/caller.ts',
  'tools-do-not-know-groups': 'libs/http/src/responses.ts',
  'libs-do-not-know-apps': 'libs/config/src/config.ts',
  'no-cycles': 'libs/http/src/egg.ts',
  'every-import-resolves': 'libs/http/src/found.ts',
};

describe('the dependency rules', () => {
  it('have a fixture each', () => {
    const rules = forbidden.map(({ name }) => name);
    expect(Object.keys(offenders).sort()).toEqual(rules.sort());
    expect(readdirSync(fixtures)).toEqual(expect.arrayContaining(rules));
  });

  it('find what each fixture breaks, and nothing else', () => {
    const rules = Object.keys(offenders);
    const violations = jsonOutputOf<Record<string, [rule: string, file: string][]>>(
      'test/architecture/cruise-fixtures.mjs',
      rules,
    );
    expect(violations).toEqual(Object.fromEntries(rules.map((rule) => [rule, [[rule, offenders[rule]]]])));
  });
});
