import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LogLevel } from './log.ts'
import { createReadableLog } from './readable-log.ts'

function capture(level: LogLevel = 'warn') {
  const printed: string[] = []
  return { printed, log: createReadableLog(level, (text) => void printed.push(text)) }
}

describe('the log for people', () => {
  test('says what is about what, in a line', () => {
    const { log, printed } = capture()
    log.warn({ trigger: 'PreSignUp', poolId: 'us-east-1_A', tries: 2, gone: undefined }, 'a trigger failed')
    assert.deepEqual(printed, ['  warn   a trigger failed (trigger PreSignUp, poolId us-east-1_A, tries 2)\n'])
  })

  test('tells errors with what caused them, each line below the first', () => {
    const { log, printed } = capture()
    const cause = new Error('two.yaml:1: Body is wrong.\ntwo.yaml:9: So is Name.')
    log.error({ error: new Error('It cannot be read.', { cause }), template: 'one.yaml' }, 'the last good one stays')
    assert.deepEqual(printed, [
      `  error  the last good one stays (template one.yaml)
         It cannot be read.
         two.yaml:1: Body is wrong.
         two.yaml:9: So is Name.
`,
    ])
  })

  test('shows where an error comes from to whoever looks closer', () => {
    const { log, printed } = capture('debug')
    log.error({ error: new Error('It broke.') }, 'a fault')
    assert.match(printed.join(''), /^ {2}error {2}a fault\n {9}Error: It broke\.\n {13}at .*readable-log\.test\.ts/)
  })

  test('masks secrets, steers no terminal, and lets nobody begin a line', () => {
    const { log, printed } = capture()
    log.warn({ password: 'hunter2', name: 'a\nb\u001b[2J' }, 'request\n  error  forged\u0007')
    assert.deepEqual(printed, ['  warn   request\n           error  forged? (password [redacted], name a b?[2J)\n'])
  })

  test('leaves out what is below its level', () => {
    const { log, printed } = capture('error')
    log.warn({}, 'a')
    assert.deepEqual([printed, log.isHeard?.('info')], [[], false])
    log.error({}, 'b')
    assert.deepEqual(printed, ['  error  b\n'])
  })
})
