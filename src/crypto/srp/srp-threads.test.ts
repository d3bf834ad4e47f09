import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runOnSrpThread } from './srp-threads.ts'

describe('SRP threads', () => {
  test('reject a job that fails and go on with the next', async () => {
    const request = {
      identity: { realm: 'r', username: 'u' },
      clientPublic: 'not hex',
      serverSecret: Uint8Array.of(1),
      publicValue: '4',
      verifier: Uint8Array.of(4),
      secretBlock: '',
      timestamp: '',
    }
    await assert.rejects(runOnSrpThread({ name: 'proof', input: request }), /SRP computation failed/)
    const proof = await runOnSrpThread({ name: 'proof', input: { ...request, clientPublic: '4' } })
    assert.ok(proof instanceof Uint8Array)
  })
})
