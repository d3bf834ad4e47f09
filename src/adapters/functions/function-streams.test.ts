import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { until } from '../../../test/until.ts'
import type { StreamEnd } from '../../ports/functions.ts'
import { createFunctionRunner, type RunningFunctions } from './function-runner.ts'

const root = mkdtempSync(join(tmpdir(), 'streams-'))
const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:streams'
const opened: RunningFunctions[] = []
after(() => {
  for (const runner of opened) runner[Symbol.dispose]()
  rmSync(root, { recursive: true, force: true })
})
const silent = () => {}
let made = 0

function run(handler: string, { timeoutSeconds = 20 } = {}) {
  const directory = mkdtempSync(join(root, `${(made += 1)}-`))
  writeFileSync(
    join(directory, 'index.mjs'),
    `import { setTimeout as wait } from 'node:timers/promises'\nexport const handler = ${handler}`,
  )
  const runner = createFunctionRunner({
    functions: [
      {
        functionArn,
        functionName: 'streams',
        runtime: 'nodejs24.x',
        handler: 'index.handler',
        code: { kind: 'directory', path: directory },
        environment: {},
        timeoutSeconds,
        memoryMegabytes: 128,
      },
    ],
    region: 'us-east-1',
    log: { debug: silent, info: silent, warn: silent, error: silent },
    workDirectory: root,
  })
  opened.push(runner)
  return runner
}

interface Streamed {
  readonly end: StreamEnd
  readonly text: string
  readonly pieces: readonly Uint8Array[]
}

async function streamed(
  runner: RunningFunctions,
  {
    take = async () => {},
    signal = new AbortController().signal,
    timeoutMilliseconds = 20_000,
  }: {
    readonly take?: (piece: Uint8Array) => Promise<void>
    readonly signal?: AbortSignal
    readonly timeoutMilliseconds?: number
  } = {},
): Promise<Streamed> {
  const pieces: Uint8Array[] = []
  const end = await runner.stream({
    functionArn,
    payload: { a: 1 },
    timeoutMilliseconds,
    requestId: 'request-1',
    signal,
    async write(piece) {
      pieces.push(piece)
      await take(piece)
    },
  })
  return { end, pieces, text: Buffer.concat(pieces).toString('latin1') }
}

const complete: StreamEnd = { kind: 'complete' }

describe('functions that stream', () => {
  test('1.21 HttpResponseStream puts metadata and eight zero bytes before the first write', async () => {
    const { end, text } = await streamed(
      run(`awslambda.streamifyResponse(async (event, stream, context) => {
        const http = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { x: context.awsRequestId } })
        http.write('one ')
        await wait(5)
        http.write(Buffer.from('two '))
        http.end(JSON.stringify(event))
      })`),
    )
    const metadata = JSON.stringify({ statusCode: 201, headers: { x: 'request-1' } })
    assert.deepEqual({ end, text }, { end: complete, text: `${metadata}${'\0'.repeat(8)}one two {"a":1}` })
  })

  test('1.21 a pipeline streams megabytes, a piece at a time', async () => {
    let underWay = 0
    const { end, pieces } = await streamed(
      run(`awslambda.streamifyResponse(async (event, stream) => {
        const { pipeline } = await import('node:stream/promises')
        await pipeline(async function* () { for (let i = 0; i < 20; i += 1) yield Buffer.alloc(300_000, i) }, stream)
      })`),
      {
        async take() {
          underWay += 1
          assert.equal(underWay, 1)
          await new Promise(setImmediate)
          underWay -= 1
        },
      },
    )
    assert.deepEqual(end, complete)
    const all = Buffer.concat(pieces)
    assert.equal(all.length, 6_000_000)
    for (let index = 0; index < 20; index += 1) assert.equal(all[index * 300_000], index)
    assert.ok(pieces.every(({ length }) => length <= 262_144))
  })

  test('1.21 a function that does not stream is one piece', async () => {
    const { end, pieces, text } = await streamed(run('async ({ a }) => ({ got: a })'))
    assert.deepEqual({ end, count: pieces.length, text }, { end: complete, count: 1, text: '{"got":1}' })
  })

  test('1.21 a plain call gets what a streaming function writes as a whole', async () => {
    const runner = run(
      `awslambda.streamifyResponse(async (event, stream) => { stream.write('{"b":'); stream.end('2}') })`,
    )
    const call = { functionArn, payload: {}, timeoutMilliseconds: 20_000, requestId: 'request-1' }
    assert.deepEqual(await runner.invoke(call), { kind: 'success', payload: { b: 2 } })
  })

  for (const [name, handler, errorType, errorMessage, text] of [
    [
      'throws behind a piece',
      `async (event, stream) => { stream.write('part'); await wait(20); throw new TypeError('no') }`,
      'TypeError',
      'no',
      'part',
    ],
    [
      'never ends its stream',
      `async (event, stream) => { stream.write('part') }`,
      'Error',
      'Response stream is not finished.',
      'part',
    ],
    [
      'is not async',
      `(event, stream) => {}`,
      'Runtime.StreamError',
      'Streaming does not support non-async handlers.',
      '',
    ],
    [
      'destroys its stream',
      `async (event, stream) => { stream.destroy(new RangeError('gone')); await wait(5) }`,
      'RangeError',
      'gone',
      '',
    ],
  ] as const) {
    test(`1.21 tells of a function that ${name}`, async () => {
      const runner = run(`awslambda.streamifyResponse(${handler})`)
      for (let round = 0; round < 2; round += 1) {
        const { end, text: got } = await streamed(runner)
        assert.deepEqual({ end, got }, { end: { kind: 'function-error', errorType, errorMessage }, got: text })
      }
    })
  }

  const endless = `awslambda.streamifyResponse(async (event, stream) => { for (;;) { stream.write(String(process.pid)); await wait(5) } })`
  const isRunning = (pid: number) => {
    try {
      process.kill(pid, 0)
      return true
    } catch {
      return false
    }
  }

  async function ends(pid: number) {
    assert.ok(pid > 0)
    await until(() => !isRunning(pid))
  }

  test('1.21 a function whose answer nobody wants any more is ended', async () => {
    const nobody = new AbortController()
    let pid = 0
    const take = async (piece: Uint8Array) => {
      pid = Number(Buffer.from(piece).toString())
      nobody.abort()
    }
    const { end } = await streamed(run(endless), { take, signal: nobody.signal })
    assert.equal(end.kind, 'function-error')
    await ends(pid)
  })

  test('1.21 the caller’s time and the function’s own are for all of the answer', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const timesOutAfter = (milliseconds: number) => {
      let pieces = 0
      return async () => {
        pieces += 1
        if (pieces === 3) t.mock.timers.tick(milliseconds)
      }
    }
    const { end, pieces } = await streamed(run(endless), { timeoutMilliseconds: 4000, take: timesOutAfter(4000) })
    assert.deepEqual(end, { kind: 'timeout' })
    await ends(Number(Buffer.from(pieces[0] ?? []).toString()))
    const own = await streamed(run(endless, { timeoutSeconds: 3 }), { take: timesOutAfter(3000) })
    assert.ok(own.end.kind === 'function-error' && own.end.errorType === 'Sandbox.Timedout')
  })

  test('1.21 is not found where there is none', async () => {
    const runner = run('async () => 1')
    const signal = new AbortController().signal
    const call = {
      functionArn: 'none',
      payload: {},
      timeoutMilliseconds: 1000,
      requestId: 'r',
      signal,
      write: async () => {},
    }
    const error = 'ResourceNotFoundException'
    assert.deepEqual(await runner.stream(call), { kind: 'unavailable', reason: 'Function not found: none', error })
  })
})
