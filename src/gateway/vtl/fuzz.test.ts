import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../test/fast-check.ts'
import { parseTemplate } from './parse-template.ts'
import { renderTemplate } from './render.ts'
import { listOf, mapOf, type VtlValue } from './value.ts'
import { VtlError, VtlSyntaxError } from './vtl-error.ts'

const pieces = [
  '$x',
  '$!x',
  '${x',
  '}',
  '$m.a',
  '$m["a"]',
  '$l[0]',
  '$l.get(',
  '$s.substring(1)',
  '.split(",")',
  '$',
  '\\',
  '#',
  '#set($x = ',
  '#if(',
  '#elseif(',
  '#else',
  '#end',
  '#foreach($i in ',
  '#macro(f $a)',
  '#f(',
  '#define($d)',
  '#break',
  '#[[',
  ']]#',
  '#*',
  '*#',
  '##',
  '\n',
  ' ',
  ')',
  '(',
  '[',
  ']',
  '{',
  ':',
  ',',
  '..',
  '"',
  "'",
  '""',
  '1',
  '2.5',
  '-',
  '+',
  '*',
  '/',
  '%',
  '==',
  '&&',
  '!',
  'not ',
  'true',
  'null',
  '[1..3]',
  'text',
  '😀',
  '$s.replaceAll("a", "b")',
]

function names(): Map<string, VtlValue> {
  return new Map<string, VtlValue>([
    ['s', 'banana'],
    ['l', listOf(['a', 1n, null])],
    ['m', mapOf([['a', 'b']] as const)],
  ])
}

describe('any text at all', () => {
  test('is a template or is refused with its place, and renders or fails as VTL', () => {
    let rendered = 0
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (parts) => {
        try {
          const template = parseTemplate(parts.join(''))
          renderTemplate(template, { names: names(), limits: { steps: 10_000, characters: 10_000, calls: 5 } })
          rendered += 1
        } catch (error) {
          assert.ok(error instanceof VtlSyntaxError || error instanceof VtlError, String(error))
        }
      }),
      { numRuns: 5000 },
    )
    assert.ok(rendered > 500)
  })

  test('text without $, # and backslashes is printed as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const plain = text.replaceAll(/[$#\\]/g, '')
        assert.equal(renderTemplate(parseTemplate(plain), { names: new Map() }), plain)
      }),
    )
  })
})
