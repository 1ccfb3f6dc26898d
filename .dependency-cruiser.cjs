// Who may import whom. test/architecture/dependency-rules.spec.ts shows that each of these rules is enforced.
const spec = '(\\.spec|-spec)\\.ts$';
/** Files that only compute: no store, no clock, no framework. */
const pure = [
  '\\.(events|state|upcasts|decision|projection|policy)\\.ts$',
  // `streams.ts` says where the states are stored.
  '^libs/groups/src/domain/(?!streams\\.ts$)(?!.*\\.spec\\.ts$)',
  '^libs/groups/src/policies/policy-requests\\.ts$',
];
/** The folder of a command or a query, or the file of a policy. */
const slice = '^libs/groups/src/((?:commands|queries)/(?!access/|fields/|paging/)[^/]+/|policies/[^/]+\\.policy\\.ts$)';
const sliceFolder = '^libs/groups/src/(?:commands|queries)/(?!access/|fields/|paging/)[^/]+/';
/** What commands and queries share. */
const shared =
  '^libs/groups/src/(?:queries/(?:access|fields|paging)/|(?:commands|queries)/(?!index\\.ts$)[^/]+(?<!\\.spec)\\.ts$)';
const testing = '/testing/|\\.examples\\.ts$';
const rule = (name, from, to) => ({ name, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule('kernel-imports-nothing', { path: '^libs/kernel/', pathNot: spec }, { pathNot: '^libs/kernel/' }),
    rule('pure-files-import-only-pure-files', { path: pure }, { pathNot: [...pure, '^libs/kernel/'] }),
    rule(
      'domain-imports-only-domain',
      { path: '^libs/groups/src/domain/', pathNot: spec },
      { path: '^libs/groups/src/', pathNot: '^libs/groups/src/domain/' },
    ),
    rule(
      'views-import-only-domain',
      { path: '^libs/groups/src/views/', pathNot: spec },
      { path: '^libs/groups/src/', pathNot: '^libs/groups/src/(domain|views)/' },
    ),
    rule('http-imports-no-slice', { path: '^libs/groups/src/http/' }, { path: slice }),
    rule(
      'a-slice-keeps-to-itself',
      { path: slice },
      // A decision is a pure function: other slices may build on it.
      { path: slice, pathNot: ['^libs/groups/src/$1', '\\.decision\\.ts$'] },
    ),
    rule('what-slices-share-knows-no-slice', { path: shared }, { path: sliceFolder }),
    rule(
      'a-command-never-asks-a-view',
      // A controller may: the counts in its response come from the views.
      { path: '^libs/groups/src/commands/', pathNot: [spec, '\\.controller\\.ts$', '/commands/index\\.ts$'] },
      { path: '^libs/groups/src/(queries|views|runtime)/|^libs/(read-store|projections)/' },
    ),
    rule('only-specs-import-testing', { pathNot: [spec, testing] }, { path: testing }),
    rule('tools-do-not-know-groups', { path: '^libs/(?!groups/)' }, { path: '^libs/groups/' }),
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
