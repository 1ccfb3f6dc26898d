import { Worker } from 'node:worker_threads';

/**
 * Starts a worker thread from the module at this absolute path, given without its ending.
 * Built code runs the `.js` file there. Where TypeScript is run as it is (tests), whatever compiles it on the way into
 * the main thread is not there in a new thread; so that one gets a compiler of its own first, with the settings of the build.
 */
export function startWorker(module: string, workerData: unknown): Worker {
  if (!__filename.endsWith('.ts')) return new Worker(`${module}.js`, { workerData });
  const compiler = JSON.stringify(require.resolve('@swc/core'));
  const start = `
    const { transformFileSync } = require(${compiler});
    require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file, { rootMode: 'upward' }).code, file);
    require(${JSON.stringify(`${module}.ts`)});`;
  return new Worker(start, { eval: true, workerData });
}
