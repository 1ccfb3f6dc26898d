import { Worker } from 'node:worker_threads';

/**
 * Starts a worker thread from the module at this absolute path, given without its extension.
 * Built code runs the `.js` file there. Tests run the `.ts` file: the compiler that jest installs in the main thread does
 * not reach a new thread, so the thread first installs one of its own, with the settings of the build.
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
