import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import * as ids from './identifiers.ts'

const many = (make: () => string) => Array.from({ length: 2000 }, make)

describe('identifiers', () => {
  test('of user pools are the region and 9 letters or digits', () => {
    for (const id of many(() => ids.newUserPoolId('eu-central-1', randomBytes)))
      assert.match(id, /^eu-central-1_[0-9A-Za-z]{9}$/)
  })

  test('of clients are 128-bit integers in base 32', () => {
    for (const id of many(() => ids.newClientId(randomBytes))) assert.match(id, /^([1-7][0-9a-v]{25}|[0-9a-v]{20,25})$/)
    assert.equal(
      ids.newClientId((size) => Buffer.alloc(size, 0xff)),
      `7${'v'.repeat(25)}`,
    )
  })

  test('of client secrets are 256-bit integers in base 32', () => {
    for (const id of many(() => ids.newClientSecret(randomBytes))) assert.match(id, /^(1[0-9a-v]{51}|[0-9a-v]{46,51})$/)
  })

  test('of events and tokens are version 4 UUIDs', () => {
    for (const id of many(() => ids.newUuid(randomBytes)))
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('of subjects have a third group that starts with 70', () => {
    for (const id of many(() => ids.newSub(randomBytes)))
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-70[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}$/)
  })

  test('of devices fit the constraints of the contract', () => {
    assert.match(ids.newDeviceKey('us-east-1', randomBytes), /^[\w-]+_[0-9a-f-]+$/)
    assert.match(ids.newDeviceGroupKey(randomBytes), /^-[0-9A-Za-z]{8}$/)
  })

  test('do not repeat', () => {
    for (const make of [ids.newClientId, ids.newClientSecret, ids.newSub, ids.newUuid, ids.newDeviceGroupKey])
      assert.equal(new Set(many(() => make(randomBytes))).size, 2000)
  })
})
