import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../test/fast-check.ts'
import { longestRow, parseCsvRow } from './csv-row.ts'

const value = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll(/["\\\r\n]/g, '').trim())

describe('a row of a user import', () => {
  test('is cut at commas that no backslash stands before, and trimmed', () => {
    assert.deepEqual(parseCsvRow('a, b ,c\\,d,,e\\f\r'), { kind: 'values', values: ['a', 'b', 'c,d', '', 'e\\f'] })
  })

  test('gives back whatever was escaped into it', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (values) => {
        const text = values.map((each) => each.replaceAll(',', '\\,')).join(',')
        assert.deepEqual(parseCsvRow(text), { kind: 'values', values })
      }),
    )
  })

  test('is cut into values or refused, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const row = parseCsvRow(text)
        if (row.kind === 'fault') assert.match(row.fault, /^The row /)
        else assert.ok(row.values.length >= 1)
      }),
    )
  })

  test('is refused where it quotes, and where it is too long', () => {
    assert.deepEqual(parseCsvRow('"a,b"'), { kind: 'fault', fault: 'The row has quotation marks.' })
    assert.equal(parseCsvRow('a'.repeat(longestRow)).kind, 'values')
    assert.equal(parseCsvRow('a'.repeat(longestRow + 1)).kind, 'fault')
  })

  test('leaves formulas the text that they are', () => {
    const formula = '=HYPERLINK(1\\,2)'
    assert.deepEqual(parseCsvRow(formula), { kind: 'values', values: ['=HYPERLINK(1,2)'] })
  })
})
