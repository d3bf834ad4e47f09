import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { definitionFromTemplate } from '../../../src/gateway/loading/definition-from-template.ts'
import { httpApi, restApi } from '../example-apis.ts'
import { accessClaims, accountId, idClaims, region, startBackend, startGateway, token } from '../gateway-under-test.ts'

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

  test('says why, where it is on', async () => {
    assert.equal(await explain('on', true, '/rest/dev/notes/1'), 'authorizer: no token')
    assert.equal(await explain('on', true, '/http/v2/1'), 'authorizer: missing: token not provided')
    assert.equal(await explain('on', true, '/http/none'), 'no route')
    assert.equal(await explain('always', false, '/http/none'), 'no route')
  })

  test('says nothing elsewhere', async () => {
    assert.equal(await explain('on', false, '/http/none'), undefined)
    assert.equal(await explain('off', true, '/http/none'), undefined)
  })

  test('never says what a function said, nor anything of the token', async () => {
    const authorization = await token(idClaims())
    assert.equal(await explain('on', true, '/rest/dev/notes/1', authorization), 'function-failed')
    assert.equal(await explain('on', true, '/rest/dev/notes/1', `${authorization}x`), 'authorizer: malformed')
  })
})
