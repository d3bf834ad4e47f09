import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../../test/fast-check.ts'
import { payloadOf, policyResult, restApiOf } from '../../../../test/gateway/lambda-authorizer-apis.ts'
import { startBackend, startGateway } from '../../../../test/gateway/gateway-under-test.ts'
import { readAuthorizerAnswer } from './authorizer-answer.ts'

const rest = { event: 'TOKEN', usesSimpleResponses: false } as const
const http = { event: '2.0', usesSimpleResponses: false } as const
const simple = { event: '2.0', usesSimpleResponses: true } as const

/** JSON out of whose text comes what a function returns: `__proto__` is a member there like any other. */
const parsed = (text: string): unknown => JSON.parse(text)

describe('answers of a function that is hostile or broken', () => {
  test('nothing but a policy, or a true isAuthorized, is one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(rest, http, simple), (payload, authorizer) => {
        assert.equal(readAuthorizerAnswer(authorizer, payload).kind, 'malformed')
      }),
      { numRuns: 2000 },
    )
  })

  test('one member of another type spoils a policy', () => {
    const members = ['principalId', 'policyDocument', 'context', 'usageIdentifierKey']
    const wrong: readonly unknown[] = [[], {}, [[]], true, 'x', 7, { Statement: {} }]
    for (const member of members) {
      for (const value of wrong) {
        const isFine =
          (member === 'principalId' && (value === 'x' || value === 7)) ||
          (member === 'usageIdentifierKey' && value === 'x') ||
          (member === 'context' &&
            typeof value === 'object' &&
            !Array.isArray(value) &&
            !('Statement' in (value ?? {})))
        const payload = { ...policyResult('Allow'), [member]: value }
        assert.equal(
          readAuthorizerAnswer(rest, payload).kind,
          isFine ? 'answer' : 'malformed',
          `${member} ${JSON.stringify(value)}`,
        )
      }
    }
  })

  test('a context is flat for REST, and never passes for the claims of a token', () => {
    for (const context of [{ a: {} }, { a: [] }, { claims: 'x' }, ['a'], 'a']) {
      assert.equal(readAuthorizerAnswer(rest, policyResult('Allow', '*', { context })).kind, 'malformed')
    }
  })

  test('what is too large, or nested too deeply, is refused', () => {
    const large = policyResult('Allow', '*', { context: { a: 'x'.repeat(1024 * 1024) } })
    assert.equal(readAuthorizerAnswer(http, large).kind, 'malformed')
    const deep = parsed(`${'['.repeat(5000)}${']'.repeat(5000)}`)
    const answer = readAuthorizerAnswer(http, policyResult('Allow', '*', { context: { deep } }))
    assert.ok(['answer', 'malformed'].includes(answer.kind))
  })

  test('__proto__ is a plain member, of the context and of the event', async () => {
    const context = parsed('{"__proto__":"x","constructor":"y","sub":"z"}')
    await using gateway = await startGateway({
      resources: restApiOf(),
      functions: { ask: () => policyResult('Allow', '*', { context }), backend: () => ({ statusCode: 200 }) },
    })
    assert.equal((await gateway.ask('GET', '/rest/dev/b', { headers: { authorization: 'a' } })).status, 200)
    const { authorizer } = payloadOf(gateway, 1).requestContext
    assert.equal(
      JSON.stringify(authorizer),
      '{"__proto__":"x","constructor":"y","sub":"z","principalId":"ada","integrationLatency":0}',
    )
    assert.equal(Object.hasOwn(Object.prototype, 'sub'), false)
  })

  test('a context cannot name the principal, whatever it says', async () => {
    const context = { principalId: 'root', integrationLatency: 'long' }
    await using gateway = await startGateway({
      resources: restApiOf(),
      functions: { ask: () => policyResult('Allow', '*', { context }), backend: () => ({ statusCode: 200 }) },
    })
    await gateway.ask('GET', '/rest/dev/b', { headers: { authorization: 'a' } })
    const { authorizer } = payloadOf(gateway, 1).requestContext
    assert.deepEqual({ ...authorizer }, { principalId: 'ada', integrationLatency: 0 })
  })

  test('no value becomes a second header of a backend', async () => {
    await using backend = await startBackend()
    let tenant = ''
    await using gateway = await startGateway({
      resources: restApiOf({ authorizerResultTtlInSeconds: 0 }, { backendUrl: backend.url }),
      functions: { ask: () => policyResult('Allow', '*', { context: { tenant } }) },
    })
    const values = fc.string({
      unit: fc.constantFrom('a', ':', ' ', '\r', '\n', '\0', '\t', 'é', '\u2028'),
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        tenant = value
        const before = backend.seen.length
        const { status } = await gateway.ask('GET', '/rest/dev/b', {
          headers: { authorization: 'a', 'x-tenant': 'mine' },
        })
        const sent = backend.seen[before]?.rawHeaders ?? []
        const names = sent.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())
        if (status !== 200) {
          assert.equal(backend.seen.length, before, 'not sent at all')
          return
        }
        assert.equal(names.filter((name) => name === 'x-tenant').length, 1)
        assert.ok(names.every((name) => /^[a-z-]+$/.test(name) && name !== 'a'))
        const received = sent[names.indexOf('x-tenant') * 2 + 1] ?? ''
        assert.equal(received, Buffer.from(value).toString('latin1').trim())
      }),
      { numRuns: 60 },
    )
  })
})
