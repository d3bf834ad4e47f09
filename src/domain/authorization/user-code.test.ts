import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { newUserCode, readUserCode, writtenUserCode } from './user-code.ts'

describe('a user code', () => {
  test('is eight letters out of twenty, written in two groups', () => {
    for (let round = 0; round < 100; round += 1) {
      const code = newUserCode(randomBytes)
      assert.match(code, /^[BCDFGHJKLMNPQRSTVWXZ]{8}$/)
      assert.equal(writtenUserCode(code), `${code.slice(0, 4)}-${code.slice(4)}`)
      assert.equal(readUserCode(writtenUserCode(code)), code)
    }
  })

  test('is read however it was typed', () => {
    for (const text of ['WDJB-MJHT', 'wdjbmjht', ' wdjb mjht\n', 'W D J B M J H T', 'wdjb–mjht', 'ＷＤＪＢ‐ＭＪＨＴ']) {
      assert.equal(readUserCode(text), 'WDJBMJHT', text)
    }
  })

  test('is nothing else', () => {
    for (const text of ['', 'WDJB', 'WDJBMJHTX', 'WDJB-MJHA', '12345678', 'WDJB_MJHT', 'WDJB-MJH\u0000T']) {
      assert.equal(readUserCode(text), undefined, text)
    }
  })
})
