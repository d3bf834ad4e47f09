import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, test } from 'node:test'
import { lockoutPolicy } from '../../domain/passwords/lockout-policy.ts'
import { aliasesOf } from '../../domain/users/user-alias.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { proveSignIn } from '../sessions/authenticated.ts'
import { mintSession } from './mint-session.ts'

const source = join(import.meta.dirname, '../..')

/** Production files that contain this text. */
function filesWith(text: RegExp): readonly string[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith('testing'))
    .filter((path) => text.test(readFileSync(join(source, path), 'utf8')))
    .map((path) => relative('.', path))
    .toSorted()
}

/** AUTHN-15: whoever adds a way to a session adds it here, where a reviewer sees it. */
describe('the ways to a session', () => {
  test('only mintSession begins a token family', () => {
    const writers = filesWith(/write: 'createTokenFamily'/).filter((path) => !/^(adapters|ports)\//.test(path))
    assert.deepEqual(writers, ['flows/tokens/mint-session.ts'])
  })

  test("a sign-in is proven by the machine, a provider, a code, an allowed device and a browser's session, by nothing else", () => {
    assert.deepEqual(filesWith(/\bproveSignIn\(/), [
      'flows/authorization/recognise.ts',
      'flows/authorization/redeem-authorization-code.ts',
      'flows/device-grant/redeem-device-code.ts',
      'flows/federation/complete-federated-sign-in.ts',
      'flows/sessions/authenticated.ts',
      'flows/sign-in/advance.ts',
    ])
  })

  test('tokens of a user are signed for a session that was minted or goes on, nowhere else', () => {
    assert.deepEqual(filesWith(/\bissueTokens\(/), [
      'flows/tokens/issue-tokens.ts',
      'flows/tokens/mint-session.ts',
      'flows/tokens/refresh-tokens.ts',
    ])
  })
})

async function signIn(ports: TestPorts, writes: readonly Write[] = []) {
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool)
  const user = await givenUser(ports, pool)
  const authenticated = proveSignIn({
    pool,
    client,
    user,
    request: { requestId: 'r', region: 'us-east-1', accountId: '1', sourceIp: '203.0.113.7', userAgent: undefined },
    eventId: 'event',
    amr: ['pwd'],
    authenticatedAt: ports.clock.now(),
    familyId: 'family',
    deviceKey: undefined,
    newDevice: undefined,
    writes,
  })
  return { pool, client, user, authenticated }
}

describe('mintSession', () => {
  test('commits what the sign-in spends together with the family', async () => {
    await using ports = await testPorts()
    const expiresAt = new Date(ports.clock.now().getTime() + 1000)
    const spend = { write: 'spendSession', poolId: 'us-east-1_AbCdEf123', sessionId: 'one', expiresAt } as const
    const { authenticated } = await signIn(ports, [spend])
    const minted = await mintSession(ports, authenticated, { origin: 'api' })
    assert.equal(minted.kind, 'minted')
    assert.deepEqual(
      ports.commits.at(-1)?.writes.map(({ write }) => write),
      ['spendSession', 'createTokenFamily'],
    )
    const again = await mintSession(ports, authenticated, { origin: 'api' })
    assert.deepEqual(again, { kind: 'refused', reason: 'session-spent' })
  })

  test('refuses a user who is locked or disabled by now, wherever the sign-in began', async () => {
    await using ports = await testPorts()
    const { authenticated, pool, user } = await signIn(ports)
    const now = ports.clock.now()
    const failure = { write: 'recordFailure', poolId: pool.id, subject: user.sub, policy: lockoutPolicy, now } as const
    for (let failures = 0; failures < 5; failures += 1) await ports.storage.commit([failure])
    const grant = {
      origin: 'oauth',
      scopes: ['openid'],
      nonce: undefined,
      resource: undefined,
      isRefreshable: true,
      originSessionId: undefined,
    } as const
    assert.deepEqual(await mintSession(ports, authenticated, grant), { kind: 'refused', reason: 'locked' })
    ports.clock.advanceSeconds(1)
    const disabled = { ...user, enabled: false, version: 2 }
    await ports.storage.commit([{ write: 'updateUser', user: disabled, aliases: aliasesOf(pool, user) }])
    assert.deepEqual(await mintSession(ports, authenticated, grant), { kind: 'refused', reason: 'disabled' })
  })

  test('an OAuth grant gets an ID token with openid only, and a refresh token unless it is implicit', async () => {
    await using ports = await testPorts()
    const { authenticated } = await signIn(ports)
    const grant = { origin: 'oauth', nonce: 'n', resource: undefined, originSessionId: undefined } as const
    const mint = (familyId: string, scopes: readonly string[], isRefreshable: boolean) =>
      mintSession(ports, { ...authenticated, familyId }, { ...grant, scopes, isRefreshable })
    const full = await mint('1', ['openid', 'email'], true)
    assert.ok(full.kind === 'minted' && full.tokens.idToken && full.refreshToken)
    const claims = JSON.parse(Buffer.from(full.tokens.idToken.split('.')[1] ?? '', 'base64url').toString())
    assert.equal(claims.nonce, 'n')
    assert.ok(claims.at_hash)
    const bare = await mint('2', ['notes/read'], false)
    assert.ok(bare.kind === 'minted')
    assert.deepEqual([bare.tokens.idToken, bare.refreshToken], [undefined, undefined])
  })
})
