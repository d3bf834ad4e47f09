import type { FunctionDefinition } from '../../../ports/functions.ts'
import { node } from './node.ts'
import { python } from './python.ts'
import type { WorkerRuntime } from './runtime.ts'

export function runtimeOf({ runtime }: FunctionDefinition): WorkerRuntime {
  return runtime.startsWith('python') ? python : node
}
