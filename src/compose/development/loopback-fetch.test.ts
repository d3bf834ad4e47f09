import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { systemClock } from '../../adapters/system/clock.ts'
import { openLocalCertificateAuthority } from '../../adapters/system/local-certificate-authority.ts'
import { systemRandom } from '../../adapters/system/random.ts'
import { loopbackFetch } from './loopback-fetch.ts'

describe('loopbackFetch', () => {
  const received: { method?: string | undefined; host?: string | undefined; body: string }[] = []
  let folder = ''
  let port = 0
  let fetch: ReturnType<typeof loopbackFetch>
  let close: () => void

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await request.toArray()).join('')
    received.push({ method: request.method, host: request.headers.host, body })
    if (request.url === '/moved') response.writeHead(303, { location: '/elsewhere' }).end()
    else if (request.url === '/empty') response.writeHead(204).end()
    else if (request.url !== '/never') response.writeHead(400, { 'content-type': 'application/json' }).end('{"a":1}')
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loopback-'))
    const authority = await openLocalCertificateAuthority({ folder, clock: systemClock, random: systemRandom })
    const pair = await authority.forServerName('pool.auth.us-east-1.localhost')
    assert.ok(pair)
    const server = createServer(
      { key: pair.privateKey, cert: pair.certificate },
      (request, response) => void answer(request, response),
    )
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    port = typeof address === 'object' ? (address?.port ?? 0) : 0
    close = () => server.close().closeAllConnections()
    fetch = loopbackFetch({ caFile: authority.caFile, baseHost: 'localhost' })
  })
  after(async () => {
    fetch[Symbol.dispose]()
    close()
    await rm(folder, { recursive: true })
  })

  const own = (path: string) => `https://pool.auth.us-east-1.localhost:${port}${path}`
  const init = () => ({ redirect: 'error', signal: new AbortController().signal }) as const

  test('reaches a name of this installation that no resolver knows, trusting its CA', async () => {
    received.length = 0
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await fetch(own('/oauth2/token'), { ...init(), method: 'POST', headers, body: 'grant_type=x' })
    assert.deepEqual(
      [answer.status, answer.headers.get('content-type'), await answer.text()],
      [400, 'application/json', '{"a":1}'],
    )
    const host = `pool.auth.us-east-1.localhost:${port}`
    assert.deepEqual(received, [{ method: 'POST', host, body: 'grant_type=x' }])
  })

  test('takes an answer without a body', async () => {
    const answer = await fetch(own('/empty'), init())
    assert.deepEqual([answer.status, await answer.text()], [204, ''])
  })

  test('follows no redirect', async () => {
    await assert.rejects(fetch(own('/moved'), init()), /redirected with 303/)
  })

  test('gives up when the caller does', async () => {
    await assert.rejects(fetch(own('/never'), { ...init(), signal: AbortSignal.timeout(50) }), { code: 'ABORT_ERR' })
  })

  for (const url of [
    'https://example.com/',
    'https://localhost.example.com/',
    'https://notlocalhost/',
    'http://localhost/',
  ]) {
    test(`refuses ${url}`, async () => {
      await assert.rejects(fetch(url, init()), /is not of this installation/)
    })
  }
})
