import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertGrowsWithLength } from '../../../test/growth.ts'
import { isEmailAddress, isPhoneNumber } from './contact.ts'

describe('isEmailAddress', () => {
  for (const value of [
    'a@example.com',
    'first.last+tag@sub.example.co.uk',
    "o'neil@example.com",
    'jörg@exämple.de',
    'a@1.2',
  ]) {
    test(`accepts ${value}`, () => assert.equal(isEmailAddress(value), true))
  }

  for (const value of [
    '',
    'a',
    '@example.com',
    'a@',
    'a@b@example.com',
    'a@example',
    'a@.example.com',
    'a@example..com',
    'a@-example.com',
    'a b@example.com',
    'a@exa mple.com',
    'a@example.com\r\nBcc: b@example.com',
    'a@example.com,b@example.com',
    'A <a@example.com>',
    '"a"@example.com',
    'a\u0000@example.com',
    'a\u200b@example.com',
  ]) {
    test(`refuses ${JSON.stringify(value)}`, () => assert.equal(isEmailAddress(value), false))
  }

  test('a hostile value costs in proportion to its length', () => {
    assertGrowsWithLength((length) => `a@${'a-'.repeat(length / 2)}`, isEmailAddress, { length: 100_000 })
    const dots = (length: number) => `${'a.'.repeat(length / 4)}@${'b.'.repeat(length / 4)}`
    assertGrowsWithLength(dots, isEmailAddress, { length: 200_000 })
  })
})

describe('isPhoneNumber', () => {
  for (const value of ['+15555550100', '+4915123456789', '+123456789012345']) {
    test(`accepts ${value}`, () => assert.equal(isPhoneNumber(value), true))
  }

  for (const value of ['', '+', '15555550100', '+1 555 555', '+1-555', '+1234567890123456', '+١٢٣', '+1555\n']) {
    test(`refuses ${JSON.stringify(value)}`, () => assert.equal(isPhoneNumber(value), false))
  }
})
