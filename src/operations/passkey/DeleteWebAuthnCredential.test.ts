import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { accessTokenOf } from '../../testing/access-token-of.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenUser } from '../../testing/given.ts'
import { givenPasskey, givenPasskeyScene } from '../../../test/passkeys/passkey-kit.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { DeleteWebAuthnCredential } from './DeleteWebAuthnCredential.ts'

const missing = 'ResourceNotFoundException: The passkey does not exist.'

describe('DeleteWebAuthnCredential', () => {
  test('deletes a passkey once', async () => {
    await using ports = await testPorts()
    const { accessToken: AccessToken, pool } = await givenPasskeyScene(ports)
    const CredentialId = await givenPasskey(ports, AccessToken)
    assert.deepEqual(await call(DeleteWebAuthnCredential, ports, { AccessToken, CredentialId }), {})
    assert.equal(await ports.storage.passkeys.find(pool.id, CredentialId), undefined)
    assert.equal(await refusalOf(call(DeleteWebAuthnCredential, ports, { AccessToken, CredentialId })), missing)
  })

  test("deletes nobody else's", async () => {
    await using ports = await testPorts()
    const { accessToken, pool, client } = await givenPasskeyScene(ports)
    const CredentialId = await givenPasskey(ports, accessToken)
    const { username } = await givenUser(ports, pool, { username: 'mallory' })
    const AccessToken = await accessTokenOf(ports, client, username)
    assert.equal(await refusalOf(call(DeleteWebAuthnCredential, ports, { AccessToken, CredentialId })), missing)
    assert.ok(await ports.storage.passkeys.find(pool.id, CredentialId))
  })
})
