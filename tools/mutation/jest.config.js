// The specs that mutation tests run: decisions, permissions, policies, folds and projections. No store, no HTTP.
const [unit] = require('../../jest.config.js').projects;

/** @type {import('jest').Config} */
module.exports = {
  ...unit,
  rootDir: '../..',
  testMatch: ['<rootDir>/libs/groups/src/**/*.spec.ts'],
  setupFiles: [...(unit.setupFiles ?? []), '<rootDir>/tools/mutation/without-shrinking.ts'],
};
