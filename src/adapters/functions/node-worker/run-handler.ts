import type { Context } from './context.ts'
import { RuntimeFailure } from './describe-error.ts'
import { onEmptyEventLoop } from './empty-event-loop.ts'
import type { Handler } from './load-handler.ts'

export type HandlerOutcome =
  | { readonly kind: 'result'; readonly payload: string }
  | { readonly kind: 'error'; readonly error: unknown }

/** Runs one call: async handlers, plain ones, and before Node.js 24 also callbacks and `context.succeed`. */
export async function runHandler(
  handler: Handler,
  event: unknown,
  context: Context,
  nodeMajor: number,
): Promise<HandlerOutcome> {
  try {
    const value =
      nodeMajor >= 24 ? await withoutCallback(handler, event, context) : await withCallback(handler, event, context)
    return { kind: 'result', payload: stringify(value) }
  } catch (error) {
    return { kind: 'error', error }
  }
}

async function withoutCallback(handler: Handler, event: unknown, context: Context): Promise<unknown> {
  const { promise, reject } = Promise.withResolvers<never>()
  const text = 'The function has nothing left to do and did not answer: a promise that it waits for is never settled.'
  const stop = onEmptyEventLoop(() => reject(new RuntimeFailure('Runtime.NodeJsExit', text)))
  try {
    return await Promise.race([Promise.try(handler, event, context), promise])
  } finally {
    stop()
  }
}

async function withCallback(handler: Handler, event: unknown, context: Context): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  let settle: (() => void) | undefined
  const callback = (error: unknown, value?: unknown) => {
    settle ??= () => (error === null || error === undefined ? resolve(value) : reject(asError(error)))
    // As long as something is pending, the answer waits for it unless the function says otherwise.
    if (context.callbackWaitsForEmptyEventLoop === false) settle()
  }
  const stop = onEmptyEventLoop(() => (settle ?? (() => resolve(null)))())
  const legacy = {
    ...context,
    done: callback,
    succeed: (value: unknown) => callback(null, value),
    fail: (error: unknown) => callback(error ?? 'handled'),
    set callbackWaitsForEmptyEventLoop(waits: boolean) {
      context.callbackWaitsForEmptyEventLoop = waits
    },
    get callbackWaitsForEmptyEventLoop(): boolean {
      return context.callbackWaitsForEmptyEventLoop !== false
    },
  }
  try {
    const returned = handler(event, legacy, callback)
    if (isThenable(returned)) returned.then(resolve, reject)
    return await promise
  } finally {
    stop()
  }
}

function stringify(value: unknown): string {
  try {
    return JSON.stringify(value ?? null) ?? 'null'
  } catch (cause) {
    throw new RuntimeFailure('Runtime.JSONStringifyError', 'Unable to stringify response body', { cause })
  }
}

/** `callback('text')` fails with the text as its message. */
function asError(error: unknown): unknown {
  return typeof error === 'string' ? new Error(error) : error
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
