import assert from 'node:assert/strict'
import { startGateway } from '../gateway-under-test.ts'
import { functionOperation, httpApi, proxyOperation } from '../http-api-under-test.ts'
import { operation, restApi, startRestApi } from '../rest-api-under-test.ts'
import { lambda, ok } from './contract-apis.ts'
import { problemOf } from './problem-of.ts'
import { rowsOf, shownHere } from './row.ts'

const rest = (timeoutInMillis: number) =>
  problemOf(restApi({ paths: { '/a': { get: operation({ ...lambda('ok'), timeoutInMillis }) } } }))
const http = (timeoutInMillis: number) =>
  problemOf(httpApi({ paths: { '/a': { get: proxyOperation('http://a.example', { timeoutInMillis }) } } }))

/** How long a function may take where nothing is said. */
async function defaultOf(kind: 'REST' | 'HTTP') {
  const resources =
    kind === 'REST'
      ? restApi({ paths: { '/a': { get: operation(lambda('ok')) } } })
      : httpApi({ paths: { '/a': { get: functionOperation('ok') } } })
  await using api = await startGateway({ resources, functions: { ok } })
  await api.ask('GET', kind === 'REST' ? '/rest/v1/a' : '/http/a')
  return api.calls[0]?.timeoutMilliseconds
}

/** Section 1.18. */
export const limits = [
  ...shownHere({
    'REST: an integration has 50 ms at least, and 29 s unless said otherwise': async () => {
      assert.equal(rest(50), '')
      assert.match(rest(49), /from 50/)
      assert.equal(await defaultOf('REST'), 29_000)
    },
    'REST: longer than 29 s where the quota was raised': () => {
      assert.equal(rest(300_000), '')
      assert.match(rest(300_001), /to 300000/)
    },
    'HTTP: from 50 ms to 30 s': async () => {
      assert.deepEqual([http(50), http(30_000)], ['', ''])
      for (const wrong of [49, 30_001]) assert.match(http(wrong), /from 50 to 30000/)
      assert.equal(await defaultOf('HTTP'), 30_000)
    },
    'sizes of headers and addresses': { differs: 'A URL is at most 8 KB' },
    'headers of 10,240 bytes pass': async () => {
      await using api = await startRestApi({ paths: { '/a': { get: operation(lambda('ok')) } }, functions: { ok } })
      const headers = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`x-${index}`, 'v'.repeat(1000)]))
      assert.equal((await api.ask('GET', '/rest/v1/a', { headers })).status, 200)
      assert.equal((await api.ask('GET', '/rest/v1/a', { headers: { 'x-long': 'v'.repeat(17_000) } })).status, 431)
    },
    'resources, routes, integrations and stages': { differs: 'Quotas that AWS raises on request' },
    'a log format of 3 KB': () => {
      const stage = (bytes: number) => ({
        AccessLogSettings: {
          DestinationArn: 'arn:aws:logs:eu-central-1:123456789012:log-group:a',
          Format: 'a'.repeat(bytes),
        },
      })
      assert.equal(problemOf(httpApi({ paths: {}, stage: stage(3072) })), '')
      assert.match(problemOf(httpApi({ paths: {}, stage: stage(3073) })), /at most 3 KB/)
    },
    'a definition of 6 MB': { differs: 'Quotas that AWS raises on request' },
  }),
  ...rowsOf('src/gateway/integrations/http-proxy.test.ts', {
    '10 MB of an answer’s body': 'an answer that names more than 10 MB is refused before it begins',
  }),
  ...rowsOf('src/gateway/resource-policy/resource-policy.test.ts', {
    'a resource policy of 8,192 characters': 'a policy that is too long',
  }),
  ...rowsOf('test/gateway/websocket/attacks.test.ts', {
    'WebSocket: messages of 128 KB in frames of 32 KB': '1.18 a message of 128 KB in frames of 32 KB passes',
    'WebSocket: new connections': '1.18 no more connections are opened than there may be',
  }),
  ...rowsOf('test/gateway/websocket/messages.test.ts', {
    'WebSocket: two hours, ten minutes idle': '1.18 ends what is idle and what is old with 1001',
    'WebSocket: 500 new connections a second': '1.18 throttles connections and messages by what the stage says',
  }),
  ...rowsOf('test/gateway/response-cache/response-cache.test.ts', {
    'a cache’s entry of 1 MiB': '1.18 keeps no answer with ${what}',
    'a cache keeps an answer for 300 s': '1.18 keeps an answer for 300 seconds, unless the stage says otherwise',
  }),
]
