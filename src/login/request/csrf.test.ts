import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { DomainRequest } from '../../flows/user-pools/domain-request.ts'
import { headersFromRecord } from '../../http/headers.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { seededRandom } from '../../testing/test-ports.ts'
import { csrfToken, isOwnForm } from './csrf.ts'

const token = 'A'.repeat(43)
const other = 'B'.repeat(43)
const origin = 'https://test.auth.us-east-1.localhost:9443'

function request(headers: Readonly<Record<string, string>>): DomainRequest {
  return {
    domain: { pool: buildUserPool(), baseUrl: `${origin}/us-east-1_AbCdEf123`, managedLoginVersion: 2 },
    method: 'POST',
    path: '/login',
    query: '',
    headers: headersFromRecord(headers),
    body: new Uint8Array(),
    facts: { requestId: '1', region: 'us-east-1', accountId: '1', sourceIp: '127.0.0.1', userAgent: undefined },
  }
}

describe('the token against forged forms', () => {
  const random = { random: seededRandom('csrf') }

  test('is kept while the browser has one', () => {
    assert.equal(csrfToken(random, request({ cookie: `XSRF-TOKEN=${token}` })), token)
  })

  for (const cookie of ['', 'XSRF-TOKEN=short', `XSRF-TOKEN=${token}!`, `XSRF-TOKEN=${token}; XSRF-TOKEN=${other}`]) {
    test(`is made anew for a browser with the cookie "${cookie.slice(0, 24)}…"`, () => {
      const made = csrfToken(random, request({ cookie }))
      assert.match(made, /^[\w-]{43}$/)
      assert.ok(made !== token && made !== other)
    })
  }
})

describe('a form', () => {
  const own = { cookie: `XSRF-TOKEN=${token}`, origin, 'sec-fetch-site': 'same-origin' }
  const cases: readonly (readonly [
    what: string,
    headers: Record<string, string>,
    sent: string | undefined,
    own: boolean,
  ])[] = [
    ['of our own', own, token, true],
    ['of a browser that names no origin', { cookie: own.cookie }, token, true],
    ['of a page that keeps its address to itself', { ...own, origin: 'null' }, token, true],
    ['that the person typed the address of', { ...own, 'sec-fetch-site': 'none' }, token, true],
    ['without a token', own, undefined, false],
    ['with an empty token', { ...own, cookie: 'XSRF-TOKEN=' }, '', false],
    ['with another token', own, other, false],
    ['without a cookie', { origin, 'sec-fetch-site': 'same-origin' }, token, false],
    ['with two cookies', { ...own, cookie: `XSRF-TOKEN=${token}; XSRF-TOKEN=${other}` }, token, false],
    ['with a cookie that we did not make', { ...own, cookie: 'XSRF-TOKEN=mine' }, 'mine', false],
    ['of another site', { ...own, origin: 'https://evil.example' }, token, false],
    ['of another port', { ...own, origin: 'https://test.auth.us-east-1.localhost' }, token, false],
    ['over plain HTTP', { ...own, origin: origin.replace('https', 'http') }, token, false],
    ['of a neighbouring host', { ...own, 'sec-fetch-site': 'same-site' }, token, false],
    [
      'of another site, by the browser’s word alone',
      { cookie: own.cookie, 'sec-fetch-site': 'cross-site' },
      token,
      false,
    ],
    ['of an opaque origin of another site', { ...own, origin: 'null', 'sec-fetch-site': 'cross-site' }, token, false],
  ]
  for (const [what, headers, sent, expected] of cases) {
    test(`${what} is ${expected ? 'taken' : 'refused'}`, () => {
      const form = new Map(sent === undefined ? [] : [['_csrf', sent]])
      assert.equal(isOwnForm(request(headers), form), expected)
    })
  }
})
