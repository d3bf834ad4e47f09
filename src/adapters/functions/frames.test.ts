import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../test/fast-check.ts'
import { createFrameReader, frameOf } from './frames.ts'

function reader(largestBytes: number) {
  const taken: unknown[] = []
  let refused = 0
  const read = createFrameReader({
    largestBytes,
    take: (value) => void taken.push(value),
    refuse: () => void (refused += 1),
  })
  return { read, taken, refused: () => refused }
}

describe('createFrameReader', () => {
  test('takes every message once and in order, however the stream is cut', () => {
    const messages = fc.array(
      fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 50 }) }, { noNullPrototype: true }),
      { maxLength: 8 },
    )
    const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 })
    fc.assert(
      fc.property(messages, cuts, (sent, sizes) => {
        const { read, taken } = reader(1_000)
        const stream = Buffer.concat(sent.map(frameOf))
        for (let at = 0, turn = 0; at < stream.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1
          read(stream.subarray(at, at + size))
          at += size
        }
        assert.deepEqual(taken, sent)
      }),
    )
  })

  test('takes a frame of the largest size, and refuses a longer one by its head, with all that follows', () => {
    const message = { text: 'x'.repeat(20) }
    const frame = frameOf(message)
    const fitting = reader(frame.length)
    fitting.read(Buffer.concat([frame, frame]))
    assert.deepEqual([fitting.taken, fitting.refused()], [[message, message], 0])
    const strict = reader(frame.length - 1)
    strict.read(frameOf({}))
    strict.read(frame.subarray(0, 4))
    strict.read(frame.subarray(4))
    strict.read(frameOf({}))
    assert.deepEqual([strict.taken, strict.refused()], [[{}], 1])
  })

  test('what is no JSON is undefined, and what comes after it is read', () => {
    const { read, taken } = reader(100)
    read(Buffer.concat([Buffer.from([0, 0, 0, 0]), Buffer.from([0, 0, 0, 1, 0x7b]), frameOf({ fine: true })]))
    assert.deepEqual(taken, [undefined, undefined, { fine: true }])
  })
})
