import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseJsonPath } from '../json-path/json-path.ts'
import { createPayload, payloadLimits } from '../mapping/payload.ts'
import { selectKey } from './select-key.ts'

const part = (name: string) => ({ from: 'body', path: parseJsonPath(`$.${name}`) }) as const
const expression = [part('action'), { from: 'literal', text: '-' } as const, part('kind')]

describe('the key of an expression of several parts', () => {
  for (const [name, message, key] of [
    ['is all of them', '{"action":"send","kind":"text"}', 'send-text'],
    ['leaves out what is missing', '{"action":"send"}', 'send-'],
    ['leaves out what is null', '{"action":null,"kind":"text"}', '-text'],
    ['has its own text alone, of a message that is no JSON', 'hello', '-'],
  ] as const) {
    test(name, () => assert.equal(selectKey(expression, createPayload(message, payloadLimits(256))), key))
  }
})
