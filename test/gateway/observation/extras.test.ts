import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { definitionFromTemplate } from '../../../src/gateway/loading/definition-from-template.ts'
import { httpApi, restApi } from '../example-apis.ts'
import type { UnplacedRequest } from '../../../src/gateway/exchange/unplaced-request.ts'
import type { JwtClaims } from '../../../src/crypto/jose/jwt.ts'
import {
  accessClaims,
  accountId,
  clientId,
  idClaims,
  issuer,
  now,
  nowSeconds,
  otherIssuer,
  region,
  startBackend,
  startGateway,
  token,
} from '../gateway-under-test.ts'

const tagged = (backendUrl: string, tags: Record<string, string>) => [
  ...restApi(backendUrl, {
    tags: Object.entries(tags).map(([name, value]) => ({
      name: `sallyport:${name}`,
      'x-amazon-apigateway-tag-value': value,
    })),
  }),
  ...httpApi(backendUrl, {
    Tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [`sallyport:${name}`, value])),
  }),
]

function headersOf(json: { readonly rawHeaders: readonly string[] }, prefix: string): string[] {
  const found: string[] = []
  for (let i = 0; i < json.rawHeaders.length; i += 2) {
    const name = (json.rawHeaders[i] ?? '').toLowerCase()
    if (name.startsWith(prefix)) found.push(`${name}: ${json.rawHeaders[i + 1]}`)
  }
  return found
}

describe('GW-03 the extra claim-headers', () => {
  const tags = { 'claim-headers': 'sub=X-Id email=X-Id-Email note=X-Id-Note' }

  test('tells backends who calls, and takes away what callers say of themselves', async () => {
    await using backend = await startBackend()
    await using gateway = await startGateway({ resources: tagged(backend.url, tags) })
    const spoofed = { 'x-id': 'root', 'X-ID-EMAIL': 'root@example.com', 'x-id-note': 'all' }
    const claims = { email: 'ådä@example.com', note: 'a\r\nX-Id: root' }
    const rest = await token(accessClaims(claims))
    const http = await token(idClaims(claims))
    const answers = [
      await gateway.ask('GET', '/rest/dev/backend/a', { headers: { ...spoofed, authorization: rest } }),
      await gateway.ask('GET', '/http/backend/a', { headers: { ...spoofed, authorization: http } }),
    ]
    for (const { json } of answers) {
      assert.deepEqual(headersOf(json, 'x-id'), [
        'x-id: 5f0b1c2d-0000-4000-8000-000000000001',
        `x-id-email: ${Buffer.from('ådä@example.com').toString('latin1')}`,
      ])
    }
    for (const path of ['/rest/dev/public/a', '/http/plain/a']) {
      const { json } = await gateway.ask('GET', path, { headers: spoofed })
      assert.deepEqual(headersOf(json, 'x-id'), [])
    }
  })

  for (const value of [
    'sub',
    'sub=Authorization',
    'sub=X-Forwarded-For',
    'sub=X-Id email=x-id',
    'sub=X-Amzn-Trace-Id',
  ]) {
    test(`is refused when the template is read: ${value}`, () => {
      const resources = tagged('https://backend.example', { 'claim-headers': value })
      assert.throws(() => definitionFromTemplate(resources, { region, accountId }), /claims and headers of your own/)
    })
  }
})

describe('the extra explain', () => {
  const notes = { notes: () => ({ kind: 'function-error', errorType: 'Error', errorMessage: 'password: hunter2' }) }
  const explain = async (value: string, isDevelopment: boolean, path: string, authorization?: string) => {
    await using gateway = await startGateway({
      resources: tagged('http://127.0.0.1:1', { explain: value }),
      functions: notes,
      options: { isDevelopment },
    })
    const asked = authorization === undefined ? {} : { headers: { authorization } }
    return (await gateway.ask('GET', path, asked)).headers['x-sallyport-explain']
  }

  test('says why in words, where it is on', async () => {
    const noToken = 'There is no token in the header Authorization, or more than one.'
    assert.equal(await explain('on', true, '/rest/dev/notes/1'), noToken)
    assert.equal(await explain('on', true, '/http/v2/1'), noToken)
    assert.equal(await explain('on', true, '/http/none'), 'The API has no route for GET /none.')
    assert.equal(await explain('always', false, '/http/none'), 'The API has no route for GET /none.')
  })

  test('says nothing elsewhere', async () => {
    assert.equal(await explain('on', false, '/http/none'), undefined)
    assert.equal(await explain('off', true, '/http/none'), undefined)
  })

  test('never says what a function said', async () => {
    const authorization = await token(idClaims())
    assert.equal(await explain('on', true, '/rest/dev/notes/1', authorization), 'function-failed')
  })

  const rest = '/rest/dev/notes/1'
  const until = new Date((nowSeconds - 60) * 1000).toISOString()
  const refused: readonly [path: string, claims: JwtClaims, words: string][] = [
    [rest, idClaims({ exp: nowSeconds - 60 }), `The token expired at ${until}; it is ${now.toISOString()}.`],
    [
      rest,
      idClaims({ iss: otherIssuer }),
      `The token is from ${otherIssuer}; the authorizer takes those from ${issuer}.`,
    ],
    [
      rest,
      accessClaims(),
      'The method asks for no scopes, so it takes ID tokens; the token_use of this one is access.',
    ],
    [
      '/http/v2/1',
      accessClaims({ client_id: 'somebody\nelse' }),
      `The token is for somebody?else; the authorizer takes those for ${clientId}.`,
    ],
  ]
  for (const [path, claims, words] of refused) {
    test(`says: ${words}`, async () => assert.equal(await explain('on', true, path, await token(claims)), words))
  }

  test('says what is wrong with something that is no token', async () => {
    const words = (authorization: string) => explain('on', true, rest, authorization)
    assert.equal(await words('Bearer abc'), 'What is in the header Authorization is no JWT: it has 1 of three parts.')
    assert.equal(await words('a.b.c'), 'What is in the header Authorization is no JWT that can be read.')
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url')
    assert.equal(await words(`${unsigned}.e30.`), 'The token is signed with none; only RS256 is taken.')
    const [header, payload] = (await token(idClaims())).split('.')
    assert.equal(
      await words(`${header}.${payload}.${'A'.repeat(342)}`),
      `The signature of the token is not one of ${issuer}.`,
    )
  })
})

test('what leads to no stage, or is not safe to read, is told to whoever watches', async () => {
  const told: UnplacedRequest[] = []
  await using gateway = await startGateway({
    resources: httpApi('http://127.0.0.1:1'),
    options: { observeUnplaced: (unplaced) => void told.push(unplaced) },
  })
  await gateway.ask('GET', '/nowhere/a?token=secret')
  await gateway.ask('GET', '/http/../a')
  assert.deepEqual(told, [
    { status: 403, method: 'GET', path: '/a', reason: 'no such API: there is http' },
    { status: 400, method: 'GET', path: '/../a', reason: 'path with more than one meaning' },
  ])
})
