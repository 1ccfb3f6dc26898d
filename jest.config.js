// ESM-only packages: jest loads CommonJS, so these (and only these) are transformed on the way in.
const esmOnly = ['jose', 'uuid', 'p-map', '@fastify/static', 'content-disposition', '@wix/.*', 'lru-cache'];

// Each test file loads its modules anew: of these packages it loads the one file that they ship beside hundreds of small ones.
const bundles = {
  '^rxjs(/operators)?$': '<rootDir>/node_modules/rxjs/dist/bundles/rxjs.umd.js',
  '^class-validator$': '<rootDir>/node_modules/class-validator/bundles/class-validator.umd.js',
};

/** @type {import('jest').Config} */
const shared = {
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: {
    '^@app/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\./mongo-read-store)\\.js$': '$1', // loaded by `import()`, which wants the name of the compiled file
    ...bundles,
  },
  transform: { '^.+\\.(ts|js|mjs)$': ['@swc/jest'] },
  transformIgnorePatterns: [`node_modules/(?!(${esmOnly.join('|')})/)`],
};

module.exports = {
  coverageProvider: 'v8',
  maxWorkers: 3, // of two processors: tests also wait
  // What a file has loaded is not all freed: a process that has grown to this is replaced before it slows down the next files.
  workerIdleMemoryLimit: '320MB',
  testTimeout: 120_000, // only ends a test that hangs: a slow machine must not fail one
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{libs,tools/token,apps}/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/recorded/'], // of the test server: the suites on servers run these
    },
    {
      ...shared,
      displayName: 'static', // what is written: sources, generated files, documents; `npm run check:static` runs these
      testMatch: [
        '<rootDir>/test/{architecture,clients}/*.spec.ts',
        '<rootDir>/tools/{docs,new-slice}/**/*.spec.ts',
        '<rootDir>/tools/*.spec.ts',
      ],
    },
    {
      ...shared,
      displayName: 'e2e',
      testEnvironment: '<rootDir>/test/support/main-context-environment.js',
      testMatch: ['<rootDir>/test/{authorization,e2e,faults,model,races,reliability,sdk}/**/*-spec.ts'],
    },
  ],
};
