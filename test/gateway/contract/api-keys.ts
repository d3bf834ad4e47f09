import assert from 'node:assert/strict'
import { resource, startGateway } from '../gateway-under-test.ts'
import { policyResult } from '../lambda-authorizer-apis.ts'
import { operation, restApi } from '../rest-api-under-test.ts'
import { lambda, ok, schemes } from './contract-apis.ts'
import { problemOf } from './problem-of.ts'
import { rowsOf, shownHere } from './row.ts'

const throttling = 'src/gateway/throttling/throttling.test.ts'
const value = 'a-key-of-twenty-letters'

const keyed = (source: 'HEADER' | 'AUTHORIZER', Value = value) => [
  ...restApi({
    paths: { '/a': { get: operation(lambda('ok'), { security: [{ Ask: [] }, { Key: [] }] }) } },
    body: schemes(),
    properties: { ApiKeySourceType: source },
  }),
  resource('Plan', 'AWS::ApiGateway::UsagePlan', { ApiStages: [{ ApiId: 'rest', Stage: 'v1' }] }),
  resource('Key', 'AWS::ApiGateway::ApiKey', { Enabled: true, Value }),
  resource('Member', 'AWS::ApiGateway::UsagePlanKey', { KeyId: 'key', KeyType: 'API_KEY', UsagePlanId: 'plan' }),
]

async function statusWith(source: 'HEADER' | 'AUTHORIZER', said: string | undefined, sent: Record<string, string>) {
  const ask = () => policyResult('Allow', '*', said === undefined ? {} : { usageIdentifierKey: said })
  await using api = await startGateway({ resources: keyed(source), functions: { ok, ask } })
  return (await api.ask('GET', '/rest/v1/a', { headers: { authorization: 'x', ...sent } })).status
}

/** Section 1.7. */
export const apiKeys = [
  ...rowsOf(throttling, {
    'missing, unknown, not in a plan of the stage: 403 Forbidden, ForbiddenException':
      'no key, an unknown one, one of no plan, one that is off or two are all the same refusal',
    'X-API-Key in any case': 'a good key opens its stage, is told to the function, and opens no other stage',
    'a key beside an authorizer': 'a key does not stand in for a token, nor a token for a key',
    'a value of 20 characters at least': 'a short value',
    'no key in two plans of one stage': 'a key in two plans of one stage',
  }),
  ...shownHere({
    'the source HEADER': async () => {
      assert.equal(await statusWith('HEADER', undefined, { 'x-api-key': value }), 200)
      assert.equal(await statusWith('HEADER', value, {}), 403)
    },
    'the source AUTHORIZER: usageIdentifierKey': async () => {
      assert.equal(await statusWith('AUTHORIZER', value, {}), 200)
      assert.equal(await statusWith('AUTHORIZER', undefined, { 'x-api-key': value }), 403)
      assert.equal(await statusWith('AUTHORIZER', 'another-key-of-some-length', {}), 403)
    },
    'a value of 128 characters at most': () => {
      assert.equal(problemOf(keyed('HEADER', 'k'.repeat(128))), '')
      assert.match(problemOf(keyed('HEADER', 'k'.repeat(129))), /20 to 128/)
    },
    'ten plans for a key at most': () => {
      const plans = Array.from({ length: 11 }, (_, index) => [
        resource(`Plan${index}`, 'AWS::ApiGateway::UsagePlan', {}),
        resource(`Member${index}`, 'AWS::ApiGateway::UsagePlanKey', {
          KeyId: 'key',
          KeyType: 'API_KEY',
          UsagePlanId: `plan${index}`,
        }),
      ])
      const [api, stage, , key] = keyed('HEADER')
      assert.ok(api && stage && key)
      assert.equal(problemOf([api, stage, key, ...plans.slice(0, 10).flat()]), '')
      assert.match(problemOf([api, stage, key, ...plans.flat()]), /more than 10/)
    },
    '10,000 keys of an account': { differs: 'Quotas that AWS raises on request' },
  }),
]
