import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { accessTokenOf } from '../../testing/access-token-of.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenUser } from '../../testing/given.ts'
import { givenPasskey, givenPasskeyScene, openAuthenticator, passkeyHost } from '../../../test/passkeys/passkey-kit.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { ListWebAuthnCredentials } from './ListWebAuthnCredentials.ts'

describe('ListWebAuthnCredentials', () => {
  test("lists the user's passkeys by age, page by page", async () => {
    await using ports = await testPorts()
    const { accessToken, client, pool } = await givenPasskeyScene(ports)
    const created: { readonly id: string; readonly at: Date }[] = []
    for (let count = 0; count < 3; count += 1) {
      created.push({ id: await givenPasskey(ports, accessToken, openAuthenticator()), at: ports.clock.now() })
      ports.clock.advanceSeconds(1)
    }
    const listed = created.map(({ id, at }) => ({
      CredentialId: id,
      FriendlyCredentialName: 'Roaming passkey',
      RelyingPartyId: passkeyHost,
      AuthenticatorAttachment: undefined,
      AuthenticatorTransports: ['usb'],
      CreatedAt: at,
    }))
    const AccessToken = accessToken
    assert.deepEqual(await call(ListWebAuthnCredentials, ports, { AccessToken }), {
      Credentials: listed,
      NextToken: undefined,
    })
    const first = await call(ListWebAuthnCredentials, ports, { AccessToken, MaxResults: 2 })
    assert.deepEqual(first.Credentials, listed.slice(0, 2))
    const { NextToken } = first
    const second = await call(ListWebAuthnCredentials, ports, { AccessToken, MaxResults: 2, NextToken })
    assert.deepEqual(second, { Credentials: listed.slice(2), NextToken: undefined })

    const { username } = await givenUser(ports, pool, { username: 'bob' })
    const other = await accessTokenOf(ports, client, username)
    const empty = { Credentials: [], NextToken: undefined }
    assert.deepEqual(await call(ListWebAuthnCredentials, ports, { AccessToken: other }), empty)
    assert.equal(
      await refusalOf(call(ListWebAuthnCredentials, ports, { AccessToken: other, NextToken })),
      'InvalidParameterException: Invalid pagination token.',
    )
  })
})
