import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { FunctionCall, FunctionDefinition, StreamEnd, StreamingCall } from '../../ports/functions.ts'
import type { Log } from '../../ports/log.ts'
import { collectAnswer } from './collect-answer.ts'
import { notFound, type FunctionHost } from './first-runner.ts'
import { responseTooLarge } from './function-failure.ts'
import { FunctionPool } from './function-pool.ts'
import { largestPayloadBytes, largestStreamBytes } from './messages.ts'
import { runtimeOf } from './runtimes/runtime-of.ts'
import type { FunctionOutput } from './worker-process.ts'

export interface FunctionRunnerOptions {
  readonly functions: readonly FunctionDefinition[]
  readonly region: string
  readonly log: Log
  /** Hears what functions print; without it the log does. */
  readonly onOutput?: ((output: FunctionOutput) => void) | undefined
  /** Where inline code is written. */
  readonly workDirectory: string
  readonly environment?: Readonly<Record<string, string>>
  readonly concurrency?: number
  readonly queueLength?: number
  readonly reload?: boolean
  readonly idleSeconds?: number
}

/** A function is one of these by its ARN or that of an alias. */
export interface RunningFunctions extends FunctionHost, Disposable {
  /** Takes other definitions from now on; calls that run go on with the old ones. */
  readonly replace: (functions: readonly FunctionDefinition[]) => void
}

/** Runs functions in processes of their own: a crash, an endless loop or a leak in one reaches nothing else. */
export function createFunctionRunner(options: FunctionRunnerOptions): RunningFunctions {
  let pools = createPools(options.functions, options)
  return {
    has: (functionArn) => pools.has(unqualified(functionArn)),
    async invoke(call) {
      const answer = collectAnswer()
      const end = await run(pools.get(unqualified(call.functionArn)), call, answer.write)
      return end.kind === 'complete' ? answer.result() : end
    },
    stream: (call) => stream(pools.get(unqualified(call.functionArn)), call),
    replace: (functions) => {
      const old = pools
      pools = createPools(functions, options)
      for (const pool of old.values()) pool.retire()
    },
    [Symbol.dispose]: () => {
      for (const pool of pools.values()) pool[Symbol.dispose]()
    },
  }
}

function createPools(
  functions: readonly FunctionDefinition[],
  options: FunctionRunnerOptions,
): ReadonlyMap<string, FunctionPool> {
  const {
    region,
    log,
    onOutput,
    environment = {},
    concurrency = 4,
    queueLength = 100,
    reload = true,
    idleSeconds = 300,
  } = options
  return new Map(
    functions.map((definition) => {
      const root = rootOf(definition, options.workDirectory)
      const pool = new FunctionPool({
        definition,
        root,
        region,
        log,
        onOutput,
        extra: environment,
        concurrency,
        queueLength,
        reload,
        idleSeconds,
      })
      return [definition.functionArn, pool]
    }),
  )
}

/** The answer goes on for as long as somebody takes it, up to what Lambda streams at most. */
async function stream(pool: FunctionPool | undefined, call: StreamingCall): Promise<StreamEnd> {
  let size = 0
  const tooLarge = new AbortController()
  const write = async (piece: Uint8Array): Promise<void> => {
    size += piece.length
    if (size > largestStreamBytes) tooLarge.abort()
    else await call.write(piece)
  }
  const end = await run(pool, call, write, AbortSignal.any([call.signal, tooLarge.signal]))
  return tooLarge.signal.aborted ? responseTooLarge(largestStreamBytes) : end
}

async function run(
  pool: FunctionPool | undefined,
  call: FunctionCall,
  write: StreamingCall['write'],
  wanted?: AbortSignal,
): Promise<StreamEnd> {
  if (pool === undefined) return notFound(call.functionArn)
  const payload = JSON.stringify(call.payload ?? null)
  if (Buffer.byteLength(payload) > largestPayloadBytes) {
    return {
      kind: 'unavailable',
      reason: `Request must be smaller than ${largestPayloadBytes} bytes for the InvokeFunction operation`,
      error: 'RequestTooLargeException',
    }
  }
  const { requestId, timeoutMilliseconds, traceId } = call
  const timeUp = new AbortController()
  const { promise, resolve } = Promise.withResolvers<StreamEnd>()
  const timer = setTimeout(() => {
    resolve({ kind: 'timeout' })
    timeUp.abort()
  }, timeoutMilliseconds)
  // A plain call that nobody waits for runs on, as Lambda's do; a stream ends with its reader.
  const signal = wanted && AbortSignal.any([wanted, timeUp.signal])
  const job = { requestId, payload, traceId, write, ...(signal && { signal }) }
  try {
    return await Promise.race([pool.invoke(job, signal ?? timeUp.signal), promise])
  } finally {
    clearTimeout(timer)
  }
}

/** `…:function:name:alias` and `…:function:name` are the same code here. */
function unqualified(functionArn: string): string {
  return functionArn.split(':').slice(0, 7).join(':')
}

function rootOf(definition: FunctionDefinition, workDirectory: string): string {
  const { code, functionName } = definition
  if (code.kind === 'directory') return code.path
  const root = join(workDirectory, functionName)
  mkdirSync(root, { recursive: true })
  const files = runtimeOf(definition).inlineFiles(code.source)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text)
  return root
}
