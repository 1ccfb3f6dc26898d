const process = require('node:process');
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

/** The contexts whose modules are compiled in the main context instead. */
const replaced = new WeakSet();

/**
 * `vm.compileFunction`, which jest calls for each module of each test file. A whole script in the main context is found
 * in V8's cache of compiled scripts when an earlier test file of this process has loaded the same module.
 */
const { compileFunction } = vm;
vm.compileFunction = (code, parameters, options) => {
  if (!replaced.has(options?.parsingContext)) return compileFunction(code, parameters, options);
  const head = `(function (${parameters.join(', ')}) {`;
  const script = new vm.Script(`${head}${code}\n})`, { filename: options.filename, columnOffset: -head.length });
  return script.runInThisContext();
};

/**
 * Runs tests in the main context of the process. A context of their own, which jest gives to each test file, makes each
 * use of a global slow, and calls over HTTP about a third slower. Modules are loaded anew for each test file as ever; what
 * the files of one process share are the globals.
 *
 * Fake timers would stop jest's own, so tests that run here cannot use them.
 */
module.exports = class MainContextEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    replaced.add(this.context);
    this.kept = { Reflect, exit: process.exit, prepareStackTrace: Error.prepareStackTrace };
    // `reflect-metadata` adds a registry that cannot be removed, and searches those of all earlier files as well.
    globalThis.Reflect = Object.defineProperties({}, Object.getOwnPropertyDescriptors(Reflect));
    this.global = globalThis;
    this.fakeTimersModern.useFakeTimers = () => {
      throw new Error('fake timers cannot be used in this environment: they would stop the timers of jest');
    };
  }

  async teardown() {
    globalThis.Reflect = this.kept.Reflect;
    process.exit = this.kept.exit; // jest wraps it for each file
    Error.prepareStackTrace = this.kept.prepareStackTrace;
    await super.teardown();
  }
};
