import { fileURLToPath } from 'node:url'

import type { WorkerRuntime } from './runtime.ts'

const entry = fileURLToPath(new URL('../node-worker/main.ts', import.meta.url))

/** The Node.js that runs us runs the functions too, whatever version their runtime says. */
export const node: WorkerRuntime = {
  program: () => process.execPath,
  parameters: ({ memoryMegabytes }) => [`--max-old-space-size=${memoryMegabytes}`, entry],
  inlineFiles: (source) => ({
    'index.js': source,
    // Whatever package surrounds the directory does not decide whether the code is a module.
    'package.json': '{}\n',
  }),
}
