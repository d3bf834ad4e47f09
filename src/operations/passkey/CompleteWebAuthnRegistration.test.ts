import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { accessTokenOf } from '../../testing/access-token-of.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenUser } from '../../testing/given.ts'
import * as kit from '../../../test/passkeys/passkey-kit.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { CompleteWebAuthnRegistration } from './CompleteWebAuthnRegistration.ts'

const complete = (ports: TestPorts, AccessToken: string, credential: unknown) =>
  call(CompleteWebAuthnRegistration, ports, { AccessToken, Credential: kit.asDocument(credential) })

const gone = 'WebAuthnChallengeNotFoundException: The challenge was not found, has expired or was used.'
const unsupported = 'WebAuthnCredentialNotSupportedException: The passkey provider is not supported.'
const wrongOrigin = 'WebAuthnOriginNotAllowedException: The origin does not belong to the relying party.'
const wrongParty = 'WebAuthnRelyingPartyMismatchException: The passkey was made for another relying party.'

describe('CompleteWebAuthnRegistration', () => {
  test('adds the passkey and tells its owner', async () => {
    await using ports = await testPorts()
    const { accessToken, user } = await kit.givenPasskeyScene(ports)
    const credential = await kit.newCredential(ports, accessToken)
    assert.deepEqual(await complete(ports, accessToken, credential), {})
    const passkey = await ports.storage.passkeys.find(user.poolId, credential.id)
    const { publicKey, ...facts } = passkey ?? assert.fail()
    assert.deepEqual(facts, {
      poolId: user.poolId,
      sub: user.sub,
      credentialId: credential.id,
      relyingPartyId: kit.passkeyHost,
      name: 'Roaming passkey',
      label: undefined,
      // The emulator's: "NID-AUTH-3141592".
      aaguid: '4e49442d-4155-5448-2d33-313431353932',
      signCount: 0,
      transports: ['usb'],
      attachment: undefined,
      isBackupEligible: facts.isBackupEligible,
      isBackedUp: facts.isBackedUp,
      createdAt: ports.clock.now(),
      usedAt: undefined,
    })
    assert.ok(publicKey.length > 70)
    assert.deepEqual(
      ports.messages.map(({ to, subject }) => ({ to, subject })),
      [{ to: 'alice@example.com', subject: 'A passkey was added' }],
    )
  })

  test('takes ES256 and RS256', async () => {
    for (const algorithm of ['ES256', 'RS256'] as const) {
      await using ports = await testPorts()
      const { accessToken } = await kit.givenPasskeyScene(ports)
      const browser = kit.openAuthenticator({ algorithmIdentifiers: [algorithm] })
      assert.ok(await kit.givenPasskey(ports, accessToken, browser))
    }
  })

  test('takes a challenge once, whoever asks 64 times at once', async () => {
    await using ports = await testPorts()
    const { accessToken, user } = await kit.givenPasskeyScene(ports)
    const credential = await kit.newCredential(ports, accessToken)
    const contest = Array.from({ length: 64 }, () => refusalOf(complete(ports, accessToken, credential)))
    const outcomes = await Promise.all(contest)
    assert.equal(outcomes.filter((outcome) => typeof outcome !== 'string').length, 1)
    assert.deepEqual([...new Set(outcomes.filter((outcome) => typeof outcome === 'string'))], [gone])
    const page = await ports.storage.passkeys.list(user.poolId, user.sub, { limit: 20, after: undefined })
    assert.equal(page.items.length, 1)
  })

  test('forgets a challenge after five minutes', async () => {
    await using ports = await testPorts()
    const { accessToken } = await kit.givenPasskeyScene(ports)
    const credential = await kit.newCredential(ports, accessToken)
    ports.clock.advanceSeconds(300)
    assert.equal(await refusalOf(complete(ports, accessToken, credential)), gone)
  })

  test('takes a challenge only from the user, the client and the session that asked for it', async () => {
    await using ports = await testPorts()
    const { accessToken, pool, client, user } = await kit.givenPasskeyScene(ports)
    const credential = await kit.newCredential(ports, accessToken)
    const { username } = await givenUser(ports, pool, { username: 'mallory' })
    assert.equal(await refusalOf(complete(ports, await accessTokenOf(ports, client, username), credential)), gone)
    const later = await accessTokenOf(ports, client, user.username)
    assert.equal(await refusalOf(complete(ports, later, credential)), gone)
    const other = await givenClient(ports, pool, { id: 'other' })
    assert.equal(
      await refusalOf(complete(ports, await accessTokenOf(ports, other, user.username), credential)),
      'WebAuthnClientMismatchException: The registration was begun through another app client.',
    )
    assert.deepEqual(await complete(ports, accessToken, credential), {})
  })

  test('takes no challenge of another ceremony or making', async () => {
    await using ports = await testPorts()
    const { accessToken } = await kit.givenPasskeyScene(ports)
    const credential = await kit.newCredential(ports, accessToken)
    for (const challenge of ['', 'AAAA', 'AYABeAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA']) {
      const spoiled = withClientData(credential, { challenge })
      assert.equal(await refusalOf(complete(ports, accessToken, spoiled)), gone)
    }
    assert.equal(
      await refusalOf(complete(ports, accessToken, withClientData(credential, { type: 'webauthn.get' }))),
      'InvalidParameterException: The credential is no registration response.',
    )
  })

  test('takes origins of the relying party and beneath it, over https', async () => {
    await using ports = await testPorts()
    const { accessToken } = await kit.givenPasskeyScene(ports, {
      mfa: { WebAuthnConfiguration: { RelyingPartyId: 'example.com' } },
    })
    const taken = ['https://example.com', 'https://app.example.com']
    const refused = [
      'http://example.com',
      'https://evilexample.com',
      'https://example.com.evil',
      'https://example.com:1',
    ]
    for (const origin of taken) assert.ok(await kit.givenPasskey(ports, accessToken, kit.openAuthenticator(), origin))
    for (const origin of refused) {
      const credential = await kit.newCredential(ports, accessToken, kit.openAuthenticator(), 'https://example.com')
      const spoiled = withClientData(credential, { origin })
      assert.equal(await refusalOf(complete(ports, accessToken, spoiled)), wrongOrigin)
    }
  })

  test('takes any port of localhost, with TLS or without', async () => {
    await using ports = await testPorts()
    const { accessToken } = await kit.givenPasskeyScene(ports, {
      mfa: { WebAuthnConfiguration: { RelyingPartyId: 'localhost' } },
    })
    for (const origin of ['http://localhost:3000', 'https://localhost:9443', 'http://app.localhost:5173']) {
      assert.ok(await kit.givenPasskey(ports, accessToken, kit.openAuthenticator(), origin))
    }
  })

  test('refuses a page in a frame', async () => {
    await using ports = await testPorts()
    const { accessToken } = await kit.givenPasskeyScene(ports)
    const credential = await kit.newCredential(ports, accessToken)
    for (const framed of [{ crossOrigin: true }, { topOrigin: kit.passkeyOrigin }]) {
      assert.equal(await refusalOf(complete(ports, accessToken, withClientData(credential, framed))), wrongOrigin)
    }
  })

  test('refuses a passkey for another relying party than the pool has by then', async () => {
    await using ports = await testPorts()
    const { accessToken, pool } = await kit.givenPasskeyScene(ports)
    const credential = await kit.newCredential(ports, accessToken)
    const mfa = { WebAuthnConfiguration: { RelyingPartyId: 'localhost' } }
    await ports.storage.commit([{ write: 'updateUserPool', pool: { ...pool, mfa, version: pool.version + 1 } }])
    assert.equal(await refusalOf(complete(ports, accessToken, credential)), wrongParty)
  })

  test('refuses a user who was not verified where the pool asks for it, and an algorithm it did not offer', async () => {
    await using ports = await testPorts()
    const { accessToken } = await kit.givenPasskeyScene(ports, {
      mfa: { WebAuthnConfiguration: { UserVerification: 'required' } },
    })
    const credential = await kit.newCredential(ports, accessToken)
    assert.equal(await refusalOf(complete(ports, accessToken, withoutVerification(credential))), unsupported)
  })

  test('refuses what is no credential', async () => {
    await using ports = await testPorts()
    const { accessToken } = await kit.givenPasskeyScene(ports)
    for (const credential of [null, 'text', [], {}, { id: 'a', rawId: 'b', type: 'public-key', response: {} }]) {
      assert.equal(
        await refusalOf(complete(ports, accessToken, credential)),
        'InvalidParameterException: The credential is no registration response.',
      )
    }
  })

  test('refuses a credential that somebody in the pool has, and the twenty-first of a user', async () => {
    await using ports = await testPorts()
    const { accessToken, user, pool, client } = await kit.givenPasskeyScene(ports)
    const credential = await kit.newCredential(ports, accessToken)
    const { sub } = await givenUser(ports, pool, { username: 'bob' })
    await complete(ports, accessToken, credential)
    const first = (await ports.storage.passkeys.find(pool.id, credential.id)) ?? assert.fail()
    const waiting = await kit.newCredential(ports, accessToken)
    const taken = { ...first, credentialId: waiting.id, sub }
    await ports.storage.commit([{ write: 'createPasskey', passkey: taken }])
    assert.equal(
      await refusalOf(complete(ports, accessToken, waiting)),
      'InvalidParameterException: The passkey is registered already.',
    )
    const last = await kit.newCredential(ports, accessToken)
    for (let count = 1; count < 20; count += 1) {
      await ports.storage.commit([{ write: 'createPasskey', passkey: { ...first, credentialId: `more${count}` } }])
    }
    assert.equal(
      await refusalOf(complete(ports, accessToken, last)),
      'LimitExceededException: The limit of 20 passkeys of a user has been reached.',
    )
    assert.ok(await accessTokenOf(ports, client, user.username))
  })

  test('refuses in a pool that has turned passkeys off', async () => {
    await using ports = await testPorts()
    const { accessToken, pool } = await kit.givenPasskeyScene(ports)
    const credential = await kit.newCredential(ports, accessToken)
    const configuration = { ...pool.configuration, Policies: {} }
    await ports.storage.commit([{ write: 'updateUserPool', pool: { ...pool, configuration, version: 2 } }])
    assert.equal(
      await refusalOf(complete(ports, accessToken, credential)),
      'WebAuthnNotEnabledException: WebAuthn is not enabled for this user pool.',
    )
  })
})

type Sent = Awaited<ReturnType<typeof kit.newCredential>>

/** The statement of these credentials is not signed over what the browser says. */
function withClientData(credential: Sent, change: object): Sent {
  const data = JSON.parse(Buffer.from(credential.response.clientDataJSON, 'base64url').toString('utf8'))
  const clientDataJSON = Buffer.from(JSON.stringify({ ...data, ...change })).toString('base64url')
  return { ...credential, response: { ...credential.response, clientDataJSON } }
}

function withoutVerification(credential: Sent): Sent {
  const object = Buffer.from(credential.response.attestationObject, 'base64url')
  const flags = object.indexOf('authData') + 'authData'.length + 2 + 32
  object[flags] = (object[flags] ?? 0) & ~4
  return { ...credential, response: { ...credential.response, attestationObject: object.toString('base64url') } }
}
