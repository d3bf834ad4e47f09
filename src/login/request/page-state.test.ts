import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sealToken } from '../../crypto/sealing/sealed-token.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { openPageState, sealPageState, stateAfterStart, type PageState } from './page-state.ts'

const state: PageState = { kind: 'confirming', clientId: 'one', username: 'ada', destination: 'a***', sentAt: 1 }

describe('what waits in the browser between two pages', () => {
  test('comes back as it was', async () => {
    await using ports = await testPorts()
    const keptUntil = ports.clock.now().getTime() + 900_000
    assert.deepEqual(openPageState(ports, sealPageState(ports, state), 'one'), { ...state, keptUntil })
  })

  test('is nothing that can be read there', async () => {
    await using ports = await testPorts()
    assert.doesNotMatch(Buffer.from(sealPageState(ports, state), 'base64url').toString('latin1'), /ada|confirming/)
  })

  test('is there for fifteen minutes', async () => {
    await using ports = await testPorts()
    const sealed = sealPageState(ports, state)
    ports.clock.advanceSeconds(899)
    assert.equal(openPageState(ports, sealed, 'one')?.kind, state.kind)
    ports.clock.advanceSeconds(1)
    assert.equal(openPageState(ports, sealed, 'one'), undefined)
  })

  test('is nothing to another client, changed, or absent', async () => {
    await using ports = await testPorts()
    const sealed = sealPageState(ports, state)
    const bytes = Buffer.from(sealed, 'base64url')
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
    assert.equal(openPageState(ports, sealed, 'two'), undefined)
    assert.equal(openPageState(ports, bytes.toString('base64url'), 'one'), undefined)
    assert.equal(openPageState(ports, undefined, 'one'), undefined)
  })

  test('is nothing when it was sealed for another purpose, or is of a kind that is not known', async () => {
    await using ports = await testPorts()
    const seal = (purpose: string, value: Record<string, string>) =>
      sealToken(value, ports.sealing.keyFor(purpose), { purpose, expiresAt: new Date('2030-01-01T00:00:00Z') })
    assert.equal(openPageState(ports, seal('remembered device', { kind: 'notice', clientId: 'one' }), 'one'), undefined)
    assert.equal(openPageState(ports, seal('page data', { kind: 'later', clientId: 'one' }), 'one'), undefined)
  })
})

describe('beginning anew', () => {
  const challenge = {
    kind: 'challenge',
    clientId: 'one',
    name: 'SMS_MFA',
    session: 's',
    userId: 'ada',
    username: 'ada',
  } as const
  const cases: readonly (readonly [waiting: PageState | undefined, after: null | undefined])[] = [
    [state, undefined],
    [{ kind: 'resetting', clientId: 'one', username: 'ada' }, undefined],
    [{ kind: 'notice', clientId: 'one', notice: 'confirmed' }, null],
    [challenge, null],
    [undefined, undefined],
  ]
  for (const [waiting, after] of cases) {
    test(`${after === null ? 'ends' : 'keeps'} ${waiting?.kind ?? 'nothing'}`, () => {
      assert.equal(stateAfterStart(waiting), after)
    })
  }
})
