import assert from 'node:assert/strict'
import { accountThrottle } from '../../../src/gateway/definition/throttle.ts'
import { resource, startGateway } from '../gateway-under-test.ts'
import { functionOperation, startHttpApi } from '../http-api-under-test.ts'
import { operation, restApi } from '../rest-api-under-test.ts'
import { lambda, ok } from './contract-apis.ts'
import { rowsOf, shownHere } from './row.ts'

const throttling = 'src/gateway/throttling/throttling.test.ts'
const none = { ThrottlingRateLimit: 0, ThrottlingBurstLimit: 0 }

/** What `/a/b` and `/c` answer where a stage has these settings. */
async function statusesOf(MethodSettings: readonly Record<string, unknown>[]) {
  const [api] = restApi({ paths: { '/a/b': { get: operation(lambda('ok')) }, '/c': { get: operation(lambda('ok')) } } })
  assert.ok(api)
  const stage = resource('Stage', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'v1', MethodSettings })
  await using gateway = await startGateway({ resources: [api, stage], functions: { ok } })
  return [(await gateway.ask('GET', '/rest/v1/a/b')).status, (await gateway.ask('GET', '/rest/v1/c')).status]
}

/** Section 1.17. */
export const throttlingRows = [
  ...shownHere({
    'an account has 10,000 requests a second and a burst of 5,000': () =>
      assert.deepEqual(accountThrottle, { ratePerSecond: 10_000, burst: 5000 }),
    'regions with less': { differs: 'limits of the account are those of most regions' },
    'no Retry-After and no RateLimit headers': async () => {
      await using api = await startHttpApi({
        paths: { '/a': { get: functionOperation('ok') } },
        stage: { DefaultRouteSettings: none },
      })
      const { status, headers } = await api.ask('GET', '/http/a')
      assert.equal(status, 429)
      assert.deepEqual(
        Object.keys(headers).filter((name) => /^retry-after$|ratelimit/.test(name)),
        [],
      )
    },
    'a method’s settings: the path with ~1 for its slashes': async () => {
      assert.deepEqual(await statusesOf([{ ResourcePath: '/~1a~1b', HttpMethod: 'GET', ...none }]), [429, 200])
      assert.deepEqual(await statusesOf([{ ResourcePath: '/a/b', HttpMethod: '*', ...none }]), [429, 200])
    },
    '*/* is everything': async () =>
      assert.deepEqual(await statusesOf([{ ResourcePath: '/*', HttpMethod: '*', ...none }]), [429, 429]),
    'a method’s own goes before */*': async () => {
      const settings = [
        { ResourcePath: '/*', HttpMethod: '*', ...none },
        { ResourcePath: '/c', HttpMethod: 'GET', ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 },
      ]
      assert.deepEqual(await statusesOf(settings), [429, 200])
    },
    'HTTP: RouteSettings by route key, else DefaultRouteSettings': async () => {
      await using api = await startHttpApi({
        paths: { '/a': { get: functionOperation('ok') }, '/b': { get: functionOperation('ok') } },
        stage: {
          DefaultRouteSettings: none,
          RouteSettings: { 'GET /b': { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } },
        },
        functions: { ok },
      })
      assert.deepEqual([(await api.ask('GET', '/http/a')).status, (await api.ask('GET', '/http/b')).status], [429, 200])
    },
  }),
  ...rowsOf(throttling, {
    'a bucket of tokens: the burst, then the rate': 'a plan lets each of its keys have its burst, then its rate',
    'the plan’s limit for a method before the plan’s own': "a plan's limit for a method goes before the plan's own",
    'then the stage: a method, a path, everything':
      'a stage limits one method, all of a path, or everything, and 0 lets nothing through',
    'then the account, over all APIs': 'the account has a limit over everything',
    '429 Too Many Requests of REST': 'a plan lets each of its keys have its burst, then its rate',
    'a quota: DAY, WEEK, MONTH and offset, 429 Limit Exceeded':
      'are for a period, less the offset in the first one, and have their own text',
    '0 and 0: always 429': 'a stage limits one method, all of a path, or everything, and 0 lets nothing through',
    'HTTP: the same status and text': 'an HTTP API has its own settings and text',
  }),
]
