import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refuse } from '../../contract/refusal.ts'
import { secretHash } from '../../crypto/secret-hash.ts'
import { buildAppClient } from '../../testing/build-app-client.ts'
import { refusalOf } from '../../testing/call-operation.ts'
import { checkSecretHash, type SecretHashUse } from './check-secret-hash.ts'

const createdAt = new Date('2026-01-01T00:00:00Z')
const client = buildAppClient({
  id: 'c',
  secrets: [
    { id: '1', value: 'older', createdAt },
    { id: '2', value: 'newer', createdAt },
  ],
})

function check(hash: string | undefined, use: SecretHashUse = 'sign-in', of = client): Promise<unknown> {
  return refusalOf(
    new Promise((resolve) => {
      checkSecretHash(refuse, of, { username: 'alice', secretHash: hash, use })
      resolve('fine')
    }),
  )
}

describe('checkSecretHash', () => {
  for (const secret of ['older', 'newer']) {
    test(`the ${secret} of two secrets will do`, async () => {
      assert.equal(await check(secretHash(secret, 'alice', 'c')), 'fine')
    })
  }

  const missing: Readonly<Record<SecretHashUse, string>> = {
    'sign-in': 'NotAuthorizedException: Client c is configured with secret but SECRET_HASH was not received',
    refresh: 'NotAuthorizedException: Client c is configured with secret but SECRET_HASH was not received',
    account: 'NotAuthorizedException: Client c is configured for secret but secret was not received',
  }
  const wrong: Readonly<Record<SecretHashUse, string>> = {
    'sign-in': 'NotAuthorizedException: Unable to verify secret hash for client c',
    refresh: 'NotAuthorizedException: SecretHash does not match for the client: c',
    account: 'NotAuthorizedException: Unable to verify secret hash for client c',
  }
  for (const use of ['sign-in', 'refresh', 'account'] as const) {
    test(`${use}: a missing hash is refused`, async () => {
      assert.equal(await check(undefined, use), missing[use])
      assert.equal(await check('', use), missing[use])
    })

    for (const [what, hash] of [
      ['of another name', secretHash('newer', 'bob', 'c')],
      ['of another client', secretHash('newer', 'alice', 'd')],
      ['under another secret', secretHash('other', 'alice', 'c')],
      ['that is none', 'x'],
      ['that is the secret itself', 'newer'],
    ] as const) {
      test(`${use}: a hash ${what} is refused`, async () => assert.equal(await check(hash, use), wrong[use]))
    }
  }

  test('a public client may send any hash, or none', async () => {
    const open = buildAppClient({ id: 'c' })
    for (const hash of [undefined, '', 'x']) assert.equal(await check(hash, 'account', open), 'fine')
  })
})
