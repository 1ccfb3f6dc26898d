// The benchmarks. `npm test` does not run them: they report times, and a busy machine changes those.
const { projects, ...shared } = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...shared,
  ...projects[1],
  rootDir: '../..',
  displayName: 'bench',
  maxWorkers: 1,
  testMatch: ['<rootDir>/test/bench/*.bench-spec.ts'],
};
