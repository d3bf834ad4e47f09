import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SendResult } from '../../ports/message-sender.ts'
import { pauseWhenUnreachable } from './pause-when-unreachable.ts'

const unreachable: SendResult = { kind: 'unreachable', reason: 'no connection' }
const paused: SendResult = { kind: 'unreachable', reason: 'the carrier could not be reached a moment ago' }

function given(answers: SendResult[]) {
  let time = 0
  let asked = 0
  const send = pauseWhenUnreachable(
    async () => {
      asked += 1
      return answers.shift() ?? { kind: 'sent' }
    },
    { now: () => new Date(time) },
  )
  return { send, asked: () => asked, wait: (seconds: number) => void (time += seconds * 1000) }
}

describe('a carrier that cannot be reached', () => {
  test('is asked nothing for a while after the third time', async () => {
    const { send, asked, wait } = given([unreachable, unreachable, unreachable])
    for (let count = 0; count < 3; count += 1) assert.deepEqual(await send('a'), unreachable)
    assert.deepEqual(await send('a'), paused)
    wait(14)
    assert.deepEqual(await send('a'), paused)
    assert.equal(asked(), 3)
    wait(1)
    assert.deepEqual(await send('a'), { kind: 'sent' })
    assert.deepEqual(await send('a'), { kind: 'sent' })
  })

  test('is asked by one at a time afterwards', async () => {
    const { send, asked, wait } = given([unreachable, unreachable, unreachable, unreachable])
    for (let count = 0; count < 3; count += 1) await send('a')
    wait(15)
    assert.deepEqual(await Promise.all([send('a'), send('b'), send('c')]), [unreachable, paused, paused])
    assert.equal(asked(), 4)
    assert.deepEqual(await send('a'), paused)
  })

  test('a message that is refused says that the carrier is there', async () => {
    const refused: SendResult = { kind: 'failed', reason: 'SMTP 550', permanent: true }
    const { send, asked } = given([unreachable, unreachable, refused, unreachable, unreachable])
    for (let count = 0; count < 6; count += 1) await send('a')
    assert.equal(asked(), 6)
  })
})
