// ESM-only packages: jest loads CommonJS, so these (and only these) are transformed on the way in.
const esmOnly = ['jose', 'uuid', 'p-map', '@fastify/static', 'content-disposition', '@wix/.*', 'lru-cache'];

/** @type {import('jest').Config} */
const shared = {
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: { '^@app/([^/]+)$': '<rootDir>/libs/$1/src/index.ts' },
  transform: { '^.+\\.(ts|js|mjs)$': ['@swc/jest'] },
  transformIgnorePatterns: [`node_modules/(?!(${esmOnly.join('|')})/)`],
};

module.exports = {
  coverageProvider: 'v8',
  maxWorkers: 2,
  testTimeout: 120_000, // keeps a test from hanging; no test passes or fails by the speed of the machine
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{libs,tools,apps}/**/*.spec.ts', '<rootDir>/test/architecture/*.spec.ts'],
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/{authorization,e2e,faults,model,races,reliability,sdk}/**/*-spec.ts'],
    },
  ],
};
