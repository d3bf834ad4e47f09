import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { FunctionCall, FunctionDefinition, FunctionResult, FunctionRunner } from '../../ports/functions.ts'
import type { Log } from '../../ports/log.ts'
import { FunctionPool } from './function-pool.ts'
import { largestPayloadBytes } from './messages.ts'

export interface FunctionRunnerOptions {
  readonly functions: readonly FunctionDefinition[]
  readonly region: string
  readonly log: Log
  /** Where inline code is written. */
  readonly workDirectory: string
  readonly environment?: Readonly<Record<string, string>>
  readonly concurrency?: number
  readonly queueLength?: number
  readonly reload?: boolean
  readonly idleSeconds?: number
}

export interface RunningFunctions extends FunctionRunner, Disposable {
  /** Whether a function is one of these, by its ARN or that of an alias. */
  readonly has: (functionArn: string) => boolean
  /** Takes other definitions from now on; calls that run go on with the old ones. */
  readonly replace: (functions: readonly FunctionDefinition[]) => void
}

/** Runs functions in processes of their own: a crash, an endless loop or a leak in one reaches nothing else. */
export function createFunctionRunner(options: FunctionRunnerOptions): RunningFunctions {
  let pools = createPools(options.functions, options)
  return {
    has: (functionArn) => pools.has(unqualified(functionArn)),
    invoke: async (call) => invoke(pools.get(unqualified(call.functionArn)), call),
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

async function invoke(pool: FunctionPool | undefined, call: FunctionCall): Promise<FunctionResult> {
  if (pool === undefined) {
    const reason = `Function not found: ${call.functionArn}`
    return { kind: 'unavailable', reason, error: 'ResourceNotFoundException' }
  }
  const payload = JSON.stringify(call.payload ?? null)
  if (Buffer.byteLength(payload) > largestPayloadBytes) {
    return {
      kind: 'unavailable',
      reason: `Request must be smaller than ${largestPayloadBytes} bytes for the InvokeFunction operation`,
      error: 'RequestTooLargeException',
    }
  }
  const timeUp = new AbortController()
  const { promise, resolve } = Promise.withResolvers<FunctionResult>()
  const timer = setTimeout(() => {
    timeUp.abort()
    resolve({ kind: 'timeout' })
  }, call.timeoutMilliseconds)
  try {
    return await Promise.race([pool.invoke({ requestId: call.requestId, payload }, timeUp.signal), promise])
  } finally {
    clearTimeout(timer)
  }
}

/** `…:function:name:alias` and `…:function:name` are the same code here. */
function unqualified(functionArn: string): string {
  return functionArn.split(':').slice(0, 7).join(':')
}

function rootOf({ code, functionName }: FunctionDefinition, workDirectory: string): string {
  if (code.kind === 'directory') return code.path
  const root = join(workDirectory, functionName)
  mkdirSync(root, { recursive: true })
  writeFileSync(join(root, 'index.js'), code.source)
  // Whatever package surrounds the directory does not decide whether the code is a module.
  writeFileSync(join(root, 'package.json'), '{}\n')
  return root
}
