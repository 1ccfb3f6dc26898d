import { basename } from 'node:path';
import { jsonOutputOf } from './checkout';

type Linted = { filePath: string; messages: { ruleId: string | null; message: string }[] }[];

describe('the lint rules', () => {
  it('are enforced, and leave alone what Nest injects', () => {
    const found = jsonOutputOf<Linted>('node_modules/eslint/bin/eslint.js', [
      '--no-ignore',
      '--format=json',
      'test/architecture/fixtures/lint/*.ts',
    ]);
    const rulesBroken = found.map(({ filePath, messages }) => [
      basename(filePath),
      messages.map(({ ruleId, message }) => ruleId ?? message),
    ]);
    expect(Object.fromEntries(rulesBroken)).toEqual({
      'careless.ts': [
        '@typescript-eslint/consistent-type-imports',
        '@typescript-eslint/no-explicit-any',
        '@typescript-eslint/no-floating-promises',
        '@typescript-eslint/no-misused-promises',
        '@typescript-eslint/switch-exhaustiveness-check',
        'no-console',
      ],
      'focused.spec.ts': ['no-restricted-properties'],
      'injected.ts': [],
    });
  });
});
