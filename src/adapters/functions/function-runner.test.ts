import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'

import { until } from '../../../test/until.ts'
import type { FunctionDefinition, FunctionResult } from '../../ports/functions.ts'
import { createFunctionRunner } from './function-runner.ts'
import type { FunctionRunnerOptions, RunningFunctions } from './function-runner.ts'

const home = mkdtempSync(join(tmpdir(), 'functions-'))
const opened: RunningFunctions[] = []
after(() => {
  for (const runner of opened) runner[Symbol.dispose]()
  rmSync(home, { recursive: true, force: true })
})

let made = 0
const lines: { fields: Record<string, unknown>; text: string }[] = []
const write = (fields: object, text: string) => void lines.push({ fields: { ...fields }, text })
const log = { debug: write, info: write, warn: write, error: write }

interface Code {
  readonly files: Record<string, string>
  readonly definition?: Partial<FunctionDefinition>
  readonly options?: Partial<FunctionRunnerOptions>
}

/** A runner of one function with this code, and the way to call it. */
function run({ files, definition = {}, options = {} }: Code) {
  const root = join(home, `code-${(made += 1)}`)
  mkdirSync(root)
  const put = (name: string, text: string) => {
    mkdirSync(join(root, name, '..'), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  for (const [name, text] of Object.entries(files)) put(name, text)
  const functionArn = `arn:aws:lambda:us-east-1:123456789012:function:f${made}`
  const functions: FunctionDefinition[] = [
    {
      functionArn,
      functionName: `f${made}`,
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      code: { kind: 'directory', path: root },
      environment: {},
      timeoutSeconds: 20,
      memoryMegabytes: 128,
      ...definition,
    },
  ]
  const runner = createFunctionRunner({
    functions,
    region: 'us-east-1',
    log,
    workDirectory: join(home, 'work'),
    ...options,
  })
  opened.push(runner)
  let calls = 0
  const call = (payload: unknown = {}, timeoutMilliseconds = 30_000): Promise<FunctionResult> =>
    runner.invoke({ functionArn, payload, timeoutMilliseconds, requestId: `request-${(calls += 1)}` })
  return { call, put, root, runner, functionArn }
}

const answers = async (code: Code, payload?: unknown) => run(code).call(payload)
const success = (payload: unknown): FunctionResult => ({ kind: 'success', payload })
const failure = (errorType: string, errorMessage: string): FunctionResult => ({
  kind: 'function-error',
  errorType,
  errorMessage,
})
const node22 = { runtime: 'nodejs22.x' }

describe('createFunctionRunner', () => {
  for (const { name, files, definition = {}, expected } of [
    {
      name: 'an ES module',
      files: { 'index.mjs': 'export const handler = async (event) => ({ got: event })' },
      expected: success({ got: { a: 1 } }),
    },
    {
      name: 'a CommonJS module',
      files: { 'index.cjs': 'exports.handler = async (event) => event.a' },
      expected: success(1),
    },
    {
      name: 'a CommonJS module that assigns its exports',
      files: { 'index.js': 'module.exports = make(); function make() { return { handler: async () => 2 } }' },
      expected: success(2),
    },
    {
      name: 'TypeScript',
      files: { 'index.ts': 'export const handler = async (event: { a: number }): Promise<number> => event.a + 1' },
      expected: success(2),
    },
    {
      name: 'a handler in a directory, under a nested name',
      files: { 'src/app.mjs': 'export const api = { get: async () => "nested" }' },
      definition: { handler: 'src/app.api.get' },
      expected: success('nested'),
    },
    {
      name: 'a handler that returns without a promise',
      files: { 'index.mjs': 'export const handler = (event) => [event.a]' },
      expected: success([1]),
    },
    {
      name: 'a handler that returns nothing',
      files: { 'index.mjs': 'export const handler = async () => {}' },
      expected: success(null),
    },
    {
      name: 'inline code',
      files: {},
      definition: { code: { kind: 'inline', source: 'exports.handler = async () => "inline"' } },
      expected: success('inline'),
    },
    {
      name: 'inline code that is an ES module',
      files: {},
      definition: { code: { kind: 'inline', source: 'export const handler = async () => "module"' } },
      expected: success('module'),
    },
    {
      name: 'a callback',
      files: { 'index.cjs': 'exports.handler = (event, context, callback) => setTimeout(callback, 5, null, event)' },
      definition: node22,
      expected: success({ a: 1 }),
    },
    {
      name: 'a callback that fails',
      files: { 'index.cjs': 'exports.handler = (event, context, callback) => callback(new TypeError("no"))' },
      definition: node22,
      expected: failure('TypeError', 'no'),
    },
    {
      name: 'a callback whose work is not over',
      files: {
        'index.cjs':
          'let done = false; exports.handler = (event, context, callback) => { setTimeout(() => { event.late = true }, 30); callback(null, event) }',
      },
      definition: node22,
      expected: success({ a: 1, late: true }),
    },
    {
      name: 'a callback that does not wait',
      files: {
        'index.cjs':
          'exports.handler = (event, context, callback) => { context.callbackWaitsForEmptyEventLoop = false; setInterval(() => {}, 1000); callback(null, 3) }',
      },
      definition: node22,
      expected: success(3),
    },
    {
      name: 'context.succeed',
      files: { 'index.cjs': 'exports.handler = (event, context) => context.succeed(4)' },
      definition: node22,
      expected: success(4),
    },
    {
      name: 'a handler that never calls back',
      files: { 'index.cjs': 'exports.handler = () => {}' },
      definition: node22,
      expected: success(null),
    },
  ] as const) {
    test(`runs ${name}`, async () => {
      assert.deepEqual(await answers({ files: { ...files }, definition }, { a: 1 }), expected)
    })
  }

  for (const { name, files, definition = {}, expected } of [
    {
      name: 'a thrown error',
      files: {
        'index.mjs':
          'class Wrong extends Error { name = "Wrong" }\nexport const handler = async () => { throw new Wrong("no") }',
      },
      expected: failure('Wrong', 'no'),
    },
    {
      name: 'a thrown string',
      files: { 'index.mjs': 'export const handler = async () => { throw "no" }' },
      expected: failure('string', 'no'),
    },
    {
      name: 'a missing file',
      files: {},
      definition: { handler: 'gone.handler' },
      expected: failure('Runtime.ImportModuleError', "Error: Cannot find module 'gone'"),
    },
    {
      name: 'a missing export',
      files: { 'index.mjs': 'export const other = 1' },
      expected: failure('Runtime.HandlerNotFound', 'index.handler is undefined or not exported'),
    },
    {
      name: 'an export that is no function',
      files: { 'index.mjs': 'export const handler = 1' },
      expected: failure('Runtime.HandlerNotFound', 'index.handler is not a function'),
    },
    {
      name: 'a syntax error',
      files: { 'index.mjs': 'export const handler = (' },
      expected: failure('Runtime.UserCodeSyntaxError', 'SyntaxError: Unexpected end of input'),
    },
    {
      name: 'an error outside the handler',
      files: { 'index.mjs': 'throw new RangeError("early")' },
      expected: failure('RangeError', 'early'),
    },
    {
      name: 'a handler outside the code',
      files: {},
      definition: { handler: '../../etc.passwd' },
      expected: failure(
        'Runtime.MalformedHandlerName',
        "'..' is not a valid handler name. Use absolute paths when specifying root directories in handler names.",
      ),
    },
    {
      name: 'an answer that is not JSON',
      files: { 'index.mjs': 'export const handler = async () => 1n' },
      expected: failure('Runtime.JSONStringifyError', 'Unable to stringify response body'),
    },
    {
      name: 'a crash',
      files: { 'index.mjs': 'export const handler = async () => process.exit(3)' },
      expected: failure('Runtime.ExitError', 'RequestId: request-1 Error: Runtime exited with error: exit status 3'),
    },
    {
      name: 'a killed process',
      files: {
        'index.mjs':
          'export const handler = async () => { process.kill(process.pid, "SIGSEGV"); await new Promise((r) => setTimeout(r, 5000)) }',
      },
      expected: failure('Runtime.ExitError', 'RequestId: request-1 Error: Runtime exited with error: signal: SIGSEGV'),
    },
    {
      name: 'an uncaught exception',
      files: {
        'index.mjs':
          'export const handler = () => new Promise(() => { setTimeout(() => { throw new Error("late") }) })',
      },
      expected: failure('Error', 'late'),
    },
    {
      name: 'an unhandled rejection',
      files: {
        'index.mjs':
          'export const handler = async () => { Promise.reject(new Error("lost")); await new Promise((r) => setTimeout(r, 5000)) }',
      },
      expected: failure('Runtime.UnhandledPromiseRejection', 'lost'),
    },
    {
      name: 'a promise that is never settled',
      files: { 'index.mjs': 'export const handler = () => new Promise(() => {})' },
      expected: failure(
        'Runtime.NodeJsExit',
        'The function has nothing left to do and did not answer: a promise that it waits for is never settled.',
      ),
    },
    {
      name: 'an endless loop',
      files: { 'index.mjs': 'export const handler = async () => { for (;;) {} }' },
      definition: { timeoutSeconds: 0.3 },
      expected: failure('Sandbox.Timedout', 'RequestId: request-1 Error: Task timed out after 0.30 seconds'),
    },
    {
      name: 'an answer that is too large',
      files: { 'index.mjs': 'export const handler = async () => "x".repeat(6291456)' },
      expected: failure(
        'Function.ResponseSizeTooLarge',
        'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      ),
    },
    {
      name: 'a callback on Node.js 24',
      files: { 'index.cjs': 'exports.handler = (event, context, callback) => callback(null, 1)' },
      expected: failure(
        'Runtime.CallbackHandlerDeprecated',
        'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
      ),
    },
  ] as const) {
    test(`answers ${name} with Lambda's words`, async () => {
      assert.deepEqual(await answers({ files: { ...files }, definition }), expected)
    })
  }

  test('goes on after a crash and a time-out, in a new process', async () => {
    const source = `let count = 0
export const handler = async ({ how }) => {
  if (how === 'crash') process.exit(1)
  if (how === 'hang') for (;;) {}
  return { count: (count += 1), pid: process.pid }
}`
    const { call } = run({ files: { 'index.mjs': source }, definition: { timeoutSeconds: 3 } })
    const kinds: string[] = []
    for (const how of ['', 'crash', '', 'hang', '']) kinds.push((await call({ how })).kind)
    assert.deepEqual(kinds, ['success', 'function-error', 'success', 'function-error', 'success'])
  })

  test('carries a payload of five megabytes both ways', async () => {
    const payload = { text: 'ä'.repeat(2_600_000) }
    assert.deepEqual(
      await answers({ files: { 'index.mjs': 'export const handler = async (event) => event' } }, payload),
      success(payload),
    )
  })

  test('refuses a payload that is too large', async () => {
    const result = await answers(
      { files: { 'index.mjs': 'export const handler = async () => 1' } },
      'x'.repeat(6_291_456),
    )
    assert.deepEqual(result, {
      kind: 'unavailable',
      reason: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
      error: 'RequestTooLargeException',
    })
  })

  test('gives the function Lambda’s environment and context, and nothing of our own', async () => {
    process.env.SALLYPORT_TEST_SECRET = 'secret'
    const source = `export const handler = async (event, context) => {
  const { getRemainingTimeInMillis, ...rest } = context
  const remaining = getRemainingTimeInMillis()
  return { env: { ...process.env }, rest, inTime: remaining > 0 && remaining <= 20000, cwd: process.cwd() }
}`
    const { call, root, functionArn } = run({
      files: { 'index.mjs': source },
      definition: { environment: { TABLE: 't', AWS_REGION: 'mine' } },
      options: { environment: { NOTES_DIR: '/n' } },
    })
    const result = await call()
    delete process.env.SALLYPORT_TEST_SECRET
    const name = functionArn.split(':').at(-1)
    assert.deepEqual(
      result,
      success({
        env: {
          AWS_DEFAULT_REGION: 'us-east-1',
          AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
          AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
          AWS_LAMBDA_FUNCTION_NAME: name,
          AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
          AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
          AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
          AWS_LAMBDA_LOG_STREAM_NAME: `local/[$LATEST]${name}`,
          AWS_REGION: 'us-east-1',
          LAMBDA_TASK_ROOT: root,
          LANG: 'en_US.UTF-8',
          NOTES_DIR: '/n',
          PATH: '/usr/local/bin:/usr/bin:/bin',
          TABLE: 't',
          TZ: ':UTC',
          _HANDLER: 'index.handler',
        },
        rest: {
          functionName: name,
          functionVersion: '$LATEST',
          invokedFunctionArn: functionArn,
          memoryLimitInMB: '128',
          awsRequestId: 'request-1',
          logGroupName: `/aws/lambda/${name}`,
          logStreamName: `local/[$LATEST]${name}`,
        },
        inTime: true,
        cwd: root,
      }),
    )
  })

  test('writes what the function prints to the log, with its name and the request', async () => {
    const source = `import { existsSync } from 'node:fs'
export const handler = async () => {
  console.log('one\\ntwo')
  console.error('three')
  while (!existsSync('heard')) await new Promise((r) => setTimeout(r, 5))
}`
    const { call, functionArn, put } = run({ files: { 'index.mjs': source } })
    const fields = { function: functionArn.split(':').at(-1), requestId: 'request-1' }
    const own = () => lines.filter((line) => line.fields.function === fields.function)
    const called = call()
    // What is printed comes by other ways than the answer, which may be the faster.
    await until(() => own().length === 3)
    put('heard', '')
    assert.deepEqual(await called, success(null))
    assert.deepEqual(
      own().toSorted((a, b) => (a.text < b.text ? -1 : 1)),
      ['one', 'three', 'two'].map((text) => ({ fields, text })),
    )
  })

  const broken: readonly [what: string, source: string, place: RegExp][] = [
    ['what it throws', "exports.handler = async () => {\n  throw new TypeError('no key')\n}", /index\.cjs:2:9\)?$/],
    ['what no parser takes', 'exports.handler = async () => {\n  retrun 1\n}', /index\.cjs:2$/],
    ['what fails as it is loaded', "\nthrow new RangeError('too far')", /index\.cjs:2:7\)?$/],
  ]
  for (const [what, source, place] of broken) {
    test(`writes where a function failed to its log, and nothing of our own files: ${what}`, async () => {
      const { call, functionArn } = run({ files: { 'index.cjs': source } })
      const own = () =>
        lines.filter(({ fields }) => fields.function === functionArn.split(':').at(-1)).map(({ text }) => text)
      assert.equal((await call()).kind, 'function-error')
      await until(() => own().some((line) => place.test(line)))
      assert.deepEqual(
        own().filter((line) => line.includes('adapters/functions') || line.includes('node:')),
        [],
      )
    })
  }

  test('says that the folder of a function is not there, rather than that Node is not', async () => {
    const { call, functionArn, root } = run({ files: { 'index.mjs': 'export const handler = async () => 1' } })
    rmSync(root, { recursive: true })
    assert.equal((await call()).kind, 'function-error')
    const said = lines.find(({ fields }) => fields.function === functionArn.split(':').at(-1))
    assert.deepEqual(said?.fields, { function: functionArn.split(':').at(-1), cause: `there is no folder ${root}` })
  })

  test('runs at most as many calls at a time as allowed, and refuses what the queue does not hold', async () => {
    const source =
      'export const handler = async ({ ms }) => { await new Promise((r) => setTimeout(r, ms)); return process.pid }'
    const { call } = run({ files: { 'index.mjs': source }, options: { concurrency: 2, queueLength: 3 } })
    const results = await Promise.all(Array.from({ length: 7 }, () => call({ ms: 100 })))
    const pids = results.flatMap((result) => (result.kind === 'success' ? [result.payload] : []))
    assert.equal(new Set(pids).size, 2)
    assert.equal(pids.length, 5)
    assert.deepEqual(
      results.filter(({ kind }) => kind !== 'success'),
      Array.from({ length: 2 }, () => ({
        kind: 'unavailable',
        reason: 'Rate Exceeded.',
        error: 'TooManyRequestsException',
      })),
    )
  })

  test('one function that hangs leaves the others their places', async () => {
    const slow = run({
      files: { 'index.mjs': 'export const handler = () => { for (;;) {} }' },
      definition: { timeoutSeconds: 2 },
    })
    const hanging = slow.call({}, 1)
    assert.deepEqual(
      await answers({ files: { 'index.mjs': 'export const handler = async () => "fine"' } }),
      success('fine'),
    )
    assert.deepEqual(await hanging, { kind: 'timeout' })
  })

  test('the caller’s time ends the waiting, not the function', async () => {
    const source =
      'let runs = 0; export const handler = async ({ ms }) => { await new Promise((r) => setTimeout(r, ms)); return (runs += 1) }'
    const { call } = run({ files: { 'index.mjs': source }, options: { concurrency: 1 } })
    await call({ ms: 0 })
    assert.deepEqual(await call({ ms: 300 }, 20), { kind: 'timeout' })
    assert.deepEqual(await call({ ms: 0 }), success(3))
  })

  test('a call whose time is up leaves the queue without running', async () => {
    const source =
      'let runs = 0; export const handler = async ({ ms }) => { await new Promise((r) => setTimeout(r, ms)); return (runs += 1) }'
    const { call } = run({ files: { 'index.mjs': source }, options: { concurrency: 1 } })
    const first = call({ ms: 300 })
    const given = call({ ms: 0 }, 20)
    const third = call({ ms: 0 })
    assert.deepEqual(await Promise.all([first, given, third]), [success(1), { kind: 'timeout' }, success(2)])
  })

  test('loads code again that changed, also in a file that is imported', async () => {
    const { call, put, root } = run({
      files: {
        'index.mjs': 'import { word } from "./word.mjs"\nexport const handler = async () => word',
        'word.mjs': 'export const word = "old"',
      },
    })
    const before = [await call(), await call()]
    put('word.mjs', 'export const word = "new"')
    utimesSync(join(root, 'word.mjs'), new Date(), new Date(Date.now() + 5_000))
    assert.deepEqual([...before, await call()], [success('old'), success('old'), success('new')])
  })

  test('keeps its process between calls', async () => {
    const { call } = run({ files: { 'index.mjs': 'let count = 0; export const handler = async () => (count += 1)' } })
    assert.deepEqual([await call(), await call(), await call()], [success(1), success(2), success(3)])
  })

  test('tells each call its trace, where Lambda does', async () => {
    const code = 'export const handler = async () => process.env._X_AMZN_TRACE_ID ?? null'
    const { runner, functionArn } = run({ files: { 'index.mjs': code } })
    const call = { functionArn, payload: {}, timeoutMilliseconds: 30_000, requestId: 'r' }
    const traceId = 'Root=1-6750e766-aabbccddeeff001122334455'
    assert.deepEqual(
      [await runner.invoke({ ...call, traceId }), await runner.invoke(call)],
      [success(traceId), success(null)],
    )
  })

  test('knows a function by its alias, and no other', async () => {
    const { runner, functionArn } = run({ files: { 'index.mjs': 'export const handler = async () => 1' } })
    const call = { payload: {}, timeoutMilliseconds: 30_000, requestId: 'r' }
    assert.deepEqual(await runner.invoke({ ...call, functionArn: `${functionArn}:live` }), success(1))
    const other = 'arn:aws:lambda:us-east-1:123456789012:function:nobody'
    assert.deepEqual(await runner.invoke({ ...call, functionArn: other }), {
      kind: 'unavailable',
      reason: `Function not found: ${other}`,
      error: 'ResourceNotFoundException',
    })
  })

  test('takes new definitions while a call with the old ones runs', async () => {
    const source =
      'export const handler = async () => { await new Promise((r) => setTimeout(r, 200)); return process.env.WORD }'
    const { call, runner, root, functionArn } = run({
      files: { 'index.mjs': source },
      definition: { environment: { WORD: 'old' } },
    })
    const running = call()
    runner.replace([
      {
        functionArn,
        functionName: 'f',
        runtime: 'nodejs24.x',
        handler: 'index.handler',
        code: { kind: 'directory', path: root },
        environment: { WORD: 'new' },
        timeoutSeconds: 20,
        memoryMegabytes: 128,
      },
    ])
    assert.deepEqual([await call(), await running], [success('new'), success('old')])
  })

  test('ends what the function started', async () => {
    const source = `import { spawn } from 'node:child_process'
export const handler = async () => spawn('sleep', ['60'], { stdio: 'ignore' }).pid`
    const { call, runner } = run({ files: { 'index.mjs': source } })
    const result = await call()
    assert.ok(result.kind === 'success')
    runner[Symbol.dispose]()
    const isAlive = () => {
      try {
        return process.kill(Number(result.payload), 0)
      } catch {
        return false
      }
    }
    await until(() => !isAlive())
  })
})
