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
 * use of a global slow and everything about a third slower. Modules are loaded anew for each test file as ever; what the
 * files of one process share are the globals, so a test must not leave a changed one behind.
 *
 * Fake timers would stop jest's own: a file that uses them begins with `@jest-environment node`.
 */
module.exports = class MainContextEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    replaced.add(this.context);
    this.global = globalThis;
    this.exit = process.exit;
    this.fakeTimersModern.useFakeTimers = () => {
      throw new Error('a test file with fake timers begins with /** @jest-environment node */');
    };
  }

  async teardown() {
    process.exit = this.exit; // each test file of the process would wrap it once more
    await super.teardown();
  }
};
