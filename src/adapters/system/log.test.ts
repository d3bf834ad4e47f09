import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createLog, type LogLevel } from './log.ts'

function capture(level: LogLevel) {
  const lines: string[] = []
  return { lines, log: createLog(level, { write: (line: string) => void lines.push(line) }) }
}

describe('log', () => {
  test('writes one JSON object a line, with secrets masked', () => {
    const { lines, log } = capture('info')
    log.info({ operation: 'SignUp', password: 'hunter2' }, 'request\nforged line')
    assert.equal(lines.length, 1)
    const { time, ...rest } = JSON.parse(lines[0] ?? '')
    assert.deepEqual(rest, { level: 'info', operation: 'SignUp', password: '[redacted]', msg: 'request\nforged line' })
    assert.match(time, /^\d{4}-\d\d-\d\dT/)
    assert.equal(lines[0]?.trimEnd().includes('\n'), false, 'a line break cannot start a line of its own')
  })

  test('leaves out what is below its level', () => {
    const { lines, log } = capture('warn')
    log.debug({}, 'a')
    log.info({}, 'b')
    assert.deepEqual(lines, [])
    log.warn({}, 'c')
    log.error({}, 'd')
    assert.equal(lines.length, 2)
  })
})
