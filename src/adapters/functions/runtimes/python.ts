import { fileURLToPath } from 'node:url'

import type { WorkerRuntime } from './runtime.ts'

const entry = fileURLToPath(new URL('../python-worker/main.py', import.meta.url))

export const python: WorkerRuntime = {
  program: ({ interpreter = 'python3' }) => interpreter,
  // Without compiled files beside the code: they go by seconds, and would stand for code that was changed within one.
  // What is printed comes at once and as UTF-8, as from Lambda's, whatever locales this machine has.
  parameters: () => ['-B', '-u', '-X', 'utf8', entry],
  inlineFiles: (source) => ({ 'index.py': source }),
}
