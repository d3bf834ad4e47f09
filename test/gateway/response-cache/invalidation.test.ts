import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { signedHeaders } from '../../../src/http/sigv4-sign.ts'
import { now, region } from '../gateway-under-test.ts'
import { everything, startCachedApi, type CachedApiOptions } from './cached-api.ts'

const accessKeyId = 'AKIDEXAMPLE'
const renew = { 'cache-control': 'no-transform, Max-Age=0' }

async function ask(given: CachedApiOptions, headers: Record<string, string> = renew) {
  await using api = await startCachedApi(given)
  await api.get('/notes/1')
  const asked = await api.gateway.ask('GET', '/rest/v1/notes/1', { headers })
  return { asked, after: await api.get('/notes/1') }
}

const settings = (more: Record<string, unknown>) => ({ settings: [{ ...everything, ...more }] })
const anybody = settings({ RequireAuthorizationForCacheControl: false })

describe('Cache-Control: max-age=0 at the cache of a REST stage', () => {
  test('1.18 renews an answer for all, where that needs no authorization', async () => {
    const { asked, after } = await ask(anybody)
    assert.deepEqual([asked.body, asked.headers['warning'], after], ['answer 2', undefined, 'answer 2'])
  })

  test('1.18 is ignored with a warning where nobody says otherwise', async () => {
    const { asked, after } = await ask({})
    assert.deepEqual([asked.status, asked.body, after], [200, 'answer 1', 'answer 1'])
    assert.match(String(asked.headers['warning']), /^199 /)
  })

  test('1.18 the warning is no part of what is kept', async () => {
    await using api = await startCachedApi({})
    const first = await api.gateway.ask('GET', '/rest/v1/notes/1', { headers: renew })
    assert.match(String(first.headers['warning']), /^199 /)
    assert.equal((await api.gateway.ask('GET', '/rest/v1/notes/1')).headers['warning'], undefined)
  })

  test('1.18 is ignored without a word with SUCCEED_WITHOUT_RESPONSE_HEADER', async () => {
    const strategy = { UnauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITHOUT_RESPONSE_HEADER' }
    const { asked } = await ask(settings(strategy))
    assert.deepEqual([asked.body, asked.headers['warning']], ['answer 1', undefined])
  })

  test('1.18 is 403 with FAIL_WITH_403, and the answer stays', async () => {
    const { asked, after } = await ask(settings({ UnauthorizedCacheControlHeaderStrategy: 'FAIL_WITH_403' }))
    assert.equal(asked.status, 403)
    assert.deepEqual(asked.json, { Message: 'User is not authorized to access this resource' })
    assert.equal(after, 'answer 1')
  })

  for (const value of ['no-cache', 'max-age=10', 'max-age=00001', 's-maxage=0', 'x-max-age=0']) {
    test(`1.18 ${value} is nothing to it`, async () => {
      assert.equal((await ask(anybody, { 'cache-control': value })).asked.body, 'answer 1')
    })
  }

  for (const [role, body] of [
    ['admin', 'answer 2'],
    ['read-only', 'answer 1'],
  ] as const) {
    test(`1.5 whoever signs with a key of the role ${role} ${role === 'admin' ? 'renews it' : 'does not'}`, async () => {
      const key = {
        accessKeyId,
        secretAccessKey: 'secret',
        principal: 'ada',
        role,
        createdAt: now,
        disabledAt: undefined,
      }
      const signers = { findAccessKey: async () => key, isBelieved: () => false }
      const operation = { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } }
      await using api = await startCachedApi({ operation, options: { signers } })
      const url = new URL(`http://127.0.0.1:${api.gateway.port}/rest/v1/notes/1`)
      const credentials = { accessKeyId, secretAccessKey: 'secret', sessionToken: undefined }
      const signed = signedHeaders(
        { method: 'GET', url, headers: {}, body: '' },
        { credentials, region, service: 'execute-api', now },
      )
      await api.get('/notes/1', signed)
      assert.equal(await api.get('/notes/1', { ...signed, ...renew }), body)
    })
  }

  const allow = (Action: string, Effect = 'Allow') => ({ Effect, Principal: '*', Action, Resource: '*' })
  for (const [what, Statement, body] of [
    ['lets', [allow('execute-api:Invoke'), allow('execute-api:InvalidateCache')], 'answer 2'],
    ['does not let', [allow('execute-api:Invoke')], 'answer 1'],
    [
      'denies',
      [allow('execute-api:Invoke'), allow('execute-api:*'), allow('execute-api:InvalidateCache', 'Deny')],
      'answer 1',
    ],
  ] as const) {
    test(`1.1 a resource policy that ${what} execute-api:InvalidateCache decides`, async () => {
      const Policy = { Version: '2012-10-17', Statement }
      assert.equal((await ask({ properties: { Policy } })).asked.body, body)
    })
  }
})
