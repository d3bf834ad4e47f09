import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { openOAuthDomain, type OAuthDomain } from '../../../test/oauth/oauth-domain.ts'
import { authenticate, callback, requestOf } from '../../../test/oauth/oauth-records.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { Write } from '../../ports/storage/storage.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { authorizationCodeHash } from './authorization-codes.ts'
import { completeAuthorization, type CompletedAuthorization } from './complete-authorization.ts'

let domain: OAuthDomain
let client: AppClient

before(async () => {
  domain = await openOAuthDomain()
  client = await domain.addClient()
})
after(() => domain[Symbol.asyncDispose]())

interface Completing {
  readonly writes?: readonly Write[]
  readonly request?: Partial<AuthorizationRequest>
  readonly replacedCookie?: string
}

function complete({ writes = [], request, replacedCookie }: Completing = {}) {
  const { ports, pool, user } = domain
  const authenticated = { ...authenticate(ports, { pool, client, user }), writes }
  const source = { kind: 'sign-in', authenticated, provider: 'COGNITO', replacedCookie } as const
  const asked = { ...requestOf(client), ...request }
  return completeAuthorization(ports, { domain: domain.domain, client, request: asked, source, query: '' })
}

async function completed(completing?: Completing): Promise<CompletedAuthorization> {
  const outcome = await complete(completing)
  assert.ok(outcome.kind === 'redirect')
  return outcome
}

const cookieValueOf = ({ cookies: [loginCookie = ''] }: CompletedAuthorization) =>
  /^cognito=([^;]+)/.exec(loginCookie)?.[1] ?? ''
const codeOf = ({ location }: CompletedAuthorization) => new URL(location).searchParams.get('code') ?? ''

function sessionOf(cookieValue: string) {
  const hash = createHash('sha256').update(cookieValue).digest('base64url')
  return domain.ports.storage.sessions.findLoginSession(domain.pool.id, hash)
}

describe('the end of an authorization', () => {
  test('remembers code and session by their hashes only', async () => {
    const outcome = await completed({ request: { nonce: 'n-1', scopes: ['openid'] } })
    const code = codeOf(outcome)
    assert.equal(outcome.location, `${callback}?code=${code}&state=xyz`)
    assert.match(code, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    const { storage, clock } = domain.ports
    const stored = await storage.sessions.findAuthorizationCode(domain.pool.id, authorizationCodeHash(code))
    assert.deepEqual(
      [stored?.clientId, stored?.redirectUri, stored?.scopes, stored?.nonce, stored?.sub, stored?.familyId],
      [client.id, callback, ['openid'], 'n-1', domain.user.sub, undefined],
    )
    assert.equal(stored?.expiresAt.getTime(), clock.now().getTime() + 300_000)
    assert.equal(await storage.sessions.findAuthorizationCode(domain.pool.id, code), undefined)
    const session = await sessionOf(cookieValueOf(outcome))
    assert.equal(session?.expiresAt.getTime(), clock.now().getTime() + 3_600_000)
  })

  test('never gives the same code or session twice', async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => completed()))
    assert.equal(new Set(outcomes.map(codeOf)).size, 50)
    assert.equal(new Set(outcomes.map(cookieValueOf)).size, 50)
  })

  test('ends the session that the browser had', async () => {
    const earlier = cookieValueOf(await completed())
    const later = cookieValueOf(await completed({ replacedCookie: earlier }))
    assert.equal(await sessionOf(earlier), undefined)
    assert.equal((await sessionOf(later))?.sub, domain.user.sub)
  })

  for (const responseType of ['code', 'token'] as const) {
    test(`is nothing at all when a guard of the sign-in fails (${responseType})`, async () => {
      const { id: poolId } = domain.pool
      const expiresAt = new Date(domain.ports.clock.now().getTime() + 60_000)
      const spend: Write = { write: 'spendSession', poolId, sessionId: `once-${responseType}`, expiresAt }
      await completed({ writes: [spend], request: { responseType } })
      const earlier = cookieValueOf(await completed())
      const refused = await complete({ writes: [spend], request: { responseType }, replacedCookie: earlier })
      assert.deepEqual(refused, { kind: 'refused', reason: 'session-spent' })
      assert.equal((await sessionOf(earlier))?.sub, domain.user.sub)
    })
  }

  test('keeps the cookie to the path of the pool where pools share a host', async () => {
    const { ports, pool, user } = domain
    const authenticated = authenticate(ports, { pool, client, user })
    const outcome = await completeAuthorization(ports, {
      domain: { ...domain.domain, baseUrl: `https://localhost:9443/${pool.id}` },
      client,
      request: requestOf(client),
      query: '',
      source: { kind: 'sign-in', authenticated, provider: 'COGNITO', replacedCookie: undefined },
    })
    assert.ok(outcome.kind === 'redirect')
    assert.match(outcome.cookies[0] ?? '', new RegExp(`; Path=/${pool.id};`))
  })

  test('is refused to a sign-in through another client, or in another pool', async () => {
    await assert.rejects(complete({ request: { clientId: 'other' } }), /of its own client only/)
  })
})
