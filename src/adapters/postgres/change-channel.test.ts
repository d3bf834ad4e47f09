import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { CacheChange } from '../sql/read-cache.ts'
import { changePayload, parseChanges } from './change-channel.ts'

describe('the channel of changes', () => {
  test('brings what was sent', () => {
    const changes: readonly CacheChange[] = [['userPools', 'eu-west-3_a'], ['domains', 'notes'], 'everything']
    assert.deepEqual(parseChanges(changePayload(changes)), changes)
  })

  test('says that everything changed where naming it takes too much room', () => {
    const many = Array.from({ length: 500 }, (_, index): CacheChange => ['appClients', `client number ${index}`])
    assert.deepEqual(parseChanges(changePayload(many)), ['everything'])
  })

  test('takes what it does not understand for a change of everything', () => {
    for (const payload of [undefined, '', '{', '{}', '[1]', '[["plugins","a"]]', '[["userPools",7]]']) {
      assert.deepEqual(parseChanges(payload), ['everything'])
    }
  })
})
