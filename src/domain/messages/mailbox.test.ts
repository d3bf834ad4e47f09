import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseMailbox } from './mailbox.ts'

describe('a mailbox', () => {
  const read: Readonly<Record<string, [name: string, address: string]>> = {
    'a@example.com': ['', 'a@example.com'],
    ' a@example.com ': ['', 'a@example.com'],
    'A B <a@example.com>': ['A B', 'a@example.com'],
    '"B, A" <a@example.com>': ['B, A', 'a@example.com'],
    'Ådä <a@example.com>': ['Ådä', 'a@example.com'],
    '<a@example.com>': ['', 'a@example.com'],
  }
  for (const [text, [name, address]] of Object.entries(read)) {
    test(`is read from ${text}`, () => assert.deepEqual(parseMailbox(text), { name, address }))
  }

  for (const text of [
    '',
    'a',
    'a@example.com, b@example.com',
    'A <a@example.com>, B <b@example.com>',
    'A <a@example.com> <b@example.com>',
    'A\r\nBcc: b@example.com <a@example.com>',
    'group: a@example.com;',
    '"A\\" <b@example.com>" <a@example.com>',
    'A <a@example.com',
    'A <a b@example.com>',
  ]) {
    test(`is not ${JSON.stringify(text)}`, () => assert.equal(parseMailbox(text), undefined))
  }
})
