import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createFrameSizes } from './frame-sizes.ts'

function frame(size: number, { first = 0x81, mask = true } = {}): Buffer {
  const head =
    size < 126
      ? [size]
      : size < 65_536
        ? [126, size >> 8, size & 255]
        : [127, 0, 0, 0, 0, 0, size >> 16, (size >> 8) & 255, size & 255]
  const [short = 0, ...more] = head
  return Buffer.concat([Buffer.from([first, short | (mask ? 0x80 : 0), ...more]), Buffer.alloc((mask ? 4 : 0) + size)])
}

describe('sizes of frames', () => {
  for (const size of [0, 1, 125, 126, 1000]) {
    test(`a frame of ${size} bytes is taken in whatever pieces it comes`, () => {
      for (const step of [1, 2, 3, 7, 10_000]) {
        const frames = createFrameSizes(1000)
        const bytes = Buffer.concat([frame(size), frame(size, { mask: false }), frame(0)])
        for (let at = 0; at < bytes.length; at += step) assert.ok(frames.read(bytes.subarray(at, at + step)))
        assert.equal(frames.unfinished(), 0)
      }
    })
  }

  test('one that is larger is found by its head', () => {
    for (const size of [126, 1001, 70_000]) {
      assert.equal(createFrameSizes(125).read(frame(size).subarray(0, 10)), false)
    }
    const longest = Buffer.from([0x81, 0xff, 255, 255, 255, 255, 255, 255, 255, 255])
    assert.equal(createFrameSizes(1000).read(longest), false)
  })

  test('what has begun and not ended is counted, and control frames between change nothing', () => {
    const frames = createFrameSizes(1000)
    frames.read(frame(100, { first: 0x01 }))
    assert.equal(frames.unfinished(), 104)
    frames.read(frame(10, { first: 0x89 }))
    assert.ok(frames.unfinished() >= 104)
    frames.read(frame(50, { first: 0x80 }).subarray(0, 20))
    assert.ok(frames.unfinished() > 104)
    frames.read(frame(50, { first: 0x80 }).subarray(20))
    assert.equal(frames.unfinished(), 0)
  })
})
