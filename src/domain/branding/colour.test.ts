import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../test/fast-check.ts'
import { contrast, cssColour, flatten, parseColour, readable, type Colour } from './colour.ts'

function colour(text: string): Colour {
  const parsed = parseColour(text)
  assert.ok(parsed, text)
  return parsed
}

const channel = fc.integer({ min: 0, max: 255 })
const opaque = fc.record({ red: channel, green: channel, blue: channel, alpha: fc.constant(1) })

describe('colours', () => {
  for (const [text, css] of [
    ['1f5eddff', '#1f5edd'],
    ['1F5EDD80', '#1f5edd80'],
    ['1f5edd', '#1f5edd'],
    ['#1f5eddff', '#1f5edd'],
  ] as const) {
    test(`${text} is ${css}`, () => assert.equal(cssColour(colour(text)), css))
  }

  for (const text of ['', 'red', '1f5', '1f5eddf', '1f5eddff;}', 'url(x)', 12, null, undefined]) {
    test(`${String(text)} is none`, () => assert.equal(parseColour(text), undefined))
  }

  test('what shines through is seen', () => {
    assert.equal(cssColour(flatten(colour('00000080'), colour('ffffffff'))), '#7f7f7f')
    assert.equal(cssColour(flatten(colour('00000080'), colour('ff000000'))), '#7f7f7f')
    assert.equal(cssColour(flatten(colour('00000080'))), '#7f7f7f')
  })

  // Ratios as the W3C's own examples have them.
  for (const [one, other, ratio] of [
    ['000000', 'ffffff', 21],
    ['777777', 'ffffff', 4.48],
    ['767676', 'ffffff', 4.54],
    ['ffffff', 'ffffff', 1],
  ] as const) {
    test(`${one} on ${other} is ${ratio} to 1`, () => {
      assert.equal(Math.round(contrast(colour(one), colour(other)) * 100) / 100, ratio)
      assert.equal(contrast(colour(one), colour(other)), contrast(colour(other), colour(one)))
    })
  }
})

describe('an ink that can be read', () => {
  test('stays as it is', () => {
    const ink = colour('14172bcc')
    assert.equal(readable(ink, colour('ffffff'), 4.5), ink)
  })

  test('else moves as little as it must, towards black or white', () => {
    const better = readable(colour('8a90a8'), colour('ffffff'), 4.5)
    assert.ok(contrast(better, colour('ffffff')) >= 4.5)
    assert.ok(contrast(better, colour('ffffff')) < 4.8)
    assert.equal(cssColour(readable(colour('3a3a3a'), colour('2a2a2a'), 4.5)), '#919191')
  })

  test('whatever it is and whatever it lies on', () => {
    fc.assert(
      fc.property(opaque, opaque, fc.constantFrom(3, 4.5), (ink, ground, ratio) => {
        assert.ok(contrast(readable(ink, ground, ratio), ground) >= ratio)
      }),
    )
  })
})
