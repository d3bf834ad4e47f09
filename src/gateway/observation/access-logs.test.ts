import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createAccessLogs, type AccessLogsOptions } from './access-logs.ts'

function started(options: Partial<AccessLogsOptions> = {}) {
  const written: string[][] = []
  const errors: object[] = []
  const logs = createAccessLogs({
    findSink: (arn) => (arn === 'none' ? undefined : { write: async (lines) => void written.push([...lines]) }),
    log: { error: (fields) => void errors.push(fields) },
    waitMilliseconds: 1,
    ...options,
  })
  return { logs, written, errors }
}

describe('access logs', () => {
  test('are written in batches, the last one at the end', async () => {
    const { logs, written, errors } = started({ waitMilliseconds: 60_000 })
    logs.add('a', '1')
    logs.add('a', '2')
    assert.deepEqual(written, [])
    await logs[Symbol.asyncDispose]()
    assert.deepEqual(written, [['1', '2']])
    assert.deepEqual(errors, [])
  })

  test('of a destination without a place are dropped, which is said once', async () => {
    const { logs, written, errors } = started()
    logs.add('none', '1')
    logs.add('none', '2')
    await logs[Symbol.asyncDispose]()
    assert.deepEqual(written, [])
    assert.deepEqual(errors, [{ destination: 'none' }])
  })

  test('take no more memory than they may, and say what was dropped', async () => {
    const { logs, written, errors } = started({
      mostWaitingLines: 2,
      mostWaitingCharacters: 4,
      waitMilliseconds: 60_000,
    })
    for (const line of ['12', '345', '67', '8']) logs.add('a', line)
    await logs[Symbol.asyncDispose]()
    assert.deepEqual(written, [['12', '67']])
    assert.deepEqual(errors, [{ destination: 'a', lines: 2 }])
  })

  test('are tried again when a sink failed, and given up at the end', async () => {
    let tries = 0
    const failing = Promise.withResolvers<void>()
    const recovered = Promise.withResolvers<readonly string[]>()
    const { logs, errors } = started({
      findSink: () => ({
        write: async (lines) => {
          tries += 1
          if (tries === 3) throw new Error('gone again')
          if (tries === 2) return recovered.resolve(lines)
          failing.resolve()
          throw new Error('gone')
        },
      }),
    })
    logs.add('a', '1')
    await failing.promise
    assert.deepEqual(await recovered.promise, ['1'])
    logs.add('a', '2')
    await logs[Symbol.asyncDispose]()
    assert.equal(tries, 3)
    assert.equal(errors.length, 2)
  })
})
