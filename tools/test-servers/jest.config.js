// The suites that need servers. `npm test` does not run them.
const { projects, ...shared } = require('../../jest.config.js');
const unit = projects[0];

/** @type {import('jest').Config} */
module.exports = {
  ...shared,
  ...unit,
  rootDir: '../..',
  displayName: 'servers',
  // Each test file has two processes and a server already. Test files side by side would only slow each other down.
  maxWorkers: 1,
  testPathIgnorePatterns: ['/node_modules/'],
  testMatch: [
    '<rootDir>/libs/event-store/testing/recorded/*.spec.ts',
    '<rootDir>/{libs,test}/**/*.servers-spec.ts',
    '<rootDir>/test/{e2e,sdk}/*.e2e-spec.ts',
    '<rootDir>/test/races/{bans-and-ended-accounts,entrance,in-one-process,invitations,ownership}.e2e-spec.ts',
  ],
  globalSetup: '<rootDir>/tools/test-servers/global-setup.ts',
  globalTeardown: '<rootDir>/tools/test-servers/global-teardown.ts',
};
