import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createFunctionRunner } from '../../src/adapters/functions/function-runner.ts'
import type { FunctionRunnerOptions, RunningFunctions } from '../../src/adapters/functions/function-runner.ts'
import type { FunctionDefinition, FunctionResult } from '../../src/ports/functions.ts'

export interface FunctionCode {
  readonly files: Readonly<Record<string, string>>
  readonly definition?: Partial<FunctionDefinition>
  readonly options?: Partial<FunctionRunnerOptions>
}

export interface FunctionUnderTest extends Disposable {
  /** The requests are `request-1`, `request-2` … */
  readonly call: (payload?: unknown) => Promise<FunctionResult>
  /** Writes a file of its code, later than any other. */
  readonly change: (name: string, text: string) => void
  readonly definition: FunctionDefinition
  readonly runner: RunningFunctions
  readonly root: string
  readonly logged: readonly LoggedLine[]
}

export interface LoggedLine {
  readonly level: string
  readonly fields: object
  readonly text: string
}

/** One function with code of its own, run as an installation runs it. */
export function startFunction({ files, definition: more = {}, options = {} }: FunctionCode): FunctionUnderTest {
  const home = mkdtempSync(join(tmpdir(), 'function-'))
  const root = join(home, 'code')
  const logged: LoggedLine[] = []
  const write = (level: string) => (fields: object, text: string) => void logged.push({ level, fields, text })
  const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  const put = (name: string, text: string) => {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  mkdirSync(root)
  for (const [name, text] of Object.entries(files)) put(name, text)
  const definition: FunctionDefinition = {
    functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:tested',
    functionName: 'tested',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    code: { kind: 'directory', path: root },
    environment: {},
    timeoutSeconds: 60,
    memoryMegabytes: 128,
    ...more,
  }
  const workDirectory = join(home, 'work')
  const runner = createFunctionRunner({ functions: [definition], region: 'us-east-1', log, workDirectory, ...options })
  let [calls, changes] = [0, 0]
  return {
    call: (payload = {}) =>
      runner.invoke({
        functionArn: definition.functionArn,
        payload,
        timeoutMilliseconds: 120_000,
        requestId: `request-${(calls += 1)}`,
      }),
    change(name, text) {
      put(name, text)
      utimesSync(join(root, name), new Date(), new Date(Date.now() + (changes += 1) * 5_000))
    },
    definition,
    runner,
    root,
    logged,
    [Symbol.dispose]() {
      runner[Symbol.dispose]()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

export const success = (payload: unknown): FunctionResult => ({ kind: 'success', payload })
export const failure = (errorType: string, errorMessage: string): FunctionResult => ({
  kind: 'function-error',
  errorType,
  errorMessage,
})
