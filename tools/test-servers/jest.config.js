// The suites that want a server, apart from `npm test`: see README.md beside this file.
const { projects, ...shared } = require('../../jest.config.js');
const { testMatch: _, ...unit } = projects[0];

/** @type {import('jest').Config} */
module.exports = {
  ...shared,
  ...unit,
  rootDir: '../..',
  displayName: 'servers',
  testMatch: ['<rootDir>/libs/**/*.servers-spec.ts'],
  globalSetup: '<rootDir>/tools/test-servers/global-setup.ts',
  globalTeardown: '<rootDir>/tools/test-servers/global-teardown.ts',
};
