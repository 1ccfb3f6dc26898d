// Who may import whom. test/architecture/dependency-rules.spec.ts shows that each of these rules bites.
const pure = [
  '\\.(events|state|upcasts|decision|projection|policy)\\.ts$',
  '^libs/groups/src/(permissions|house-rules|automation/requests)\\.ts$',
  // What a stream's folder holds beside its tests: events, folds, and the words they are made of.
  '^libs/groups/src/(group|membership|slug|site|site-member)/[^/]+(?<!\\.(spec|examples))\\.ts$',
];
const slice = '^libs/groups/src/(write|read|automation)/([^/]+)/';
const rule = (name, from, to) => ({ name, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule('kernel-imports-nothing', { path: '^libs/kernel/', pathNot: '\\.spec\\.ts$' }, { pathNot: '^libs/kernel/' }),
    rule('pure-files-import-only-pure-files', { path: pure }, { pathNot: [...pure, '^libs/kernel/', '/ids\\.ts$'] }),
    rule(
      'a-slice-keeps-to-itself',
      { path: slice },
      { path: slice, pathNot: ['^libs/groups/src/$1/$2/', '\\.decision\\.ts$'] },
    ),
    rule(
      'a-decision-never-asks-a-view',
      { path: '/write/.*\\.(decision|handler)\\.ts$' },
      { path: '/read/|^libs/read-store/' },
    ),
    rule('tools-do-not-know-groups', { path: '^libs/(?!groups/|client/)' }, { path: '^libs/groups/' }),
    rule('libs-do-not-know-apps', { path: '^libs/' }, { path: '^apps/' }),
    rule('no-cycles', {}, { circular: true }),
    // An import that cannot be followed would slip past every rule above.
    rule('every-import-resolves', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Types count: what a file knows by type it knows.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
