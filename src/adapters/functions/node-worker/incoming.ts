import type { InvokeMessage, TakenMessage, WorkerFacts } from '../messages.ts'

export interface NodeFacts extends WorkerFacts {
  /** What Lambda's runtimes do changes with it. */
  readonly nodeMajor: number
}

export function readFacts(text: string | undefined): NodeFacts {
  const value: unknown = JSON.parse(text ?? 'null')
  const { functionArn, root, handler, runtime } = isRecord(value) ? value : {}
  if (
    typeof functionArn === 'string' &&
    typeof root === 'string' &&
    typeof handler === 'string' &&
    typeof runtime === 'string'
  ) {
    return { functionArn, root, handler, runtime, nodeMajor: Number(/\d+/.exec(runtime)?.[0] ?? 0) }
  }
  throw new Error('A worker process is started by the function runner only')
}

export function isInvokeMessage(value: unknown): value is InvokeMessage {
  return isRecord(value) && value.kind === 'invoke'
}

export function isTakenMessage(value: unknown): value is TakenMessage {
  return isRecord(value) && value.kind === 'taken'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
