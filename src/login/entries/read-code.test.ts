import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readCode } from './read-code.ts'

describe('a code as it was typed or pasted', () => {
  const cases: Readonly<Record<string, string>> = {
    '123456': '123456',
    '123 456': '123456',
    '123-456': '123456',
    ' 123\u00a0456\n': '123456',
    'Your code is 123456.': '123456',
    '１２３４５６': '123456',
    '١٢٣٤٥٦': '123456',
    '۱۲۳۴۵۶': '123456',
    '१२३४५६': '123456',
    '𝟏𝟐𝟑𝟒𝟓𝟔': '123456',
    '𝟶𝟷𝟸𝟗𝟫𝟵': '012999',
    '¹²³½': '',
    'no code': '',
    '': '',
  }
  for (const [typed, code] of Object.entries(cases)) {
    test(`"${typed}" is "${code}"`, () => assert.equal(readCode(typed), code))
  }

  for (const numberingSystem of Intl.supportedValuesOf('numberingSystem')) {
    const format = new Intl.NumberFormat('en', { numberingSystem, useGrouping: false })
    const digits = Array.from({ length: 10 }, (_, value) => format.format(value))
    if (!digits.every((digit) => /^\p{Nd}$/u.test(digit))) continue
    test(`the digits of ${numberingSystem}`, () => assert.equal(readCode(digits.join('')), '0123456789'))
  }

  test('nothing is no code', () => assert.equal(readCode(undefined), ''))
})
