import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose'
import { guardedFetch } from '../../src/adapters/outbound/guarded-fetch.ts'
import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import { createOutboxDispatcher } from '../../src/flows/messages/deliver-outbox.ts'
import { createLogoutSender } from '../../src/flows/messages/send-logout-notice.ts'
import { answerIssuerDocument } from '../../src/oauth/issuer-documents.ts'
import { openOAuthDomain, type OAuthDomain } from './oauth-domain.ts'
import { bodyOf, callback, facts } from './oauth-records.ts'

const event = 'http://schemas.openid.net/event/backchannel-logout'

/** The client's own server: it believes what it can verify with the keys that the issuer publishes, and nothing else. */
interface Receiver extends AsyncDisposable {
  readonly url: string
  readonly heard: JWTPayload[]
  /** How it answers a token that is good; `to` redirects. */
  answer: { status: number; to?: string }
  /** Where it fetches keys, once there is an issuer. */
  issuer: URL | undefined
}

async function openReceiver(audience: string): Promise<Receiver> {
  const heard: JWTPayload[] = []
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const token = new URLSearchParams(await text(request)).get('logout_token') ?? ''
    const { issuer, answer } = receiver
    assert.ok(issuer)
    const keys = createRemoteJWKSet(new URL(`${issuer.href}/.well-known/jwks.json`))
    const checks = {
      issuer: issuer.href,
      audience,
      typ: 'logout+jwt',
      maxTokenAge: '2m',
      algorithms: ['RS256'],
      clockTolerance: 60,
    }
    const { payload } = await jwtVerify(token, keys, checks)
    if (answer.status < 300) heard.push(payload)
    response.writeHead(answer.status, answer.to === undefined ? {} : { location: answer.to }).end()
  }
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.writeHead(400).end(String(error)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/logout`,
    heard,
    answer: { status: 200 },
    issuer: undefined,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return receiver
}

interface Stage extends AsyncDisposable {
  readonly domain: OAuthDomain
  readonly client: AppClient
  readonly receiver: Receiver
  /** Sends what is due. */
  deliver(): Promise<void>
  dead(): Promise<readonly string[]>
  tokens(cookie?: string): Promise<{ id: JWTPayload; refresh: string; cookie: string; code: string }>
}

async function open(
  tags: Readonly<Record<string, string>> = {},
  { configuration, named = ['127.0.0.0/8'] }: { configuration?: object; named?: readonly string[] } = {},
): Promise<Stage> {
  await using opened = new AsyncDisposableStack()
  const receiver = opened.use(await openReceiver('web'))
  const UserPoolTags = { 'sallyport:backchannel-logout-uri/web app': receiver.url, ...tags }
  const domain = opened.use(await openOAuthDomain({ configuration: { UserPoolTags } }))
  receiver.issuer = new URL(`${await domain.listen()}/${domain.pool.id}`)
  const client = await domain.addClient({ id: 'web', name: 'web app', configuration })
  const outboundFetch = opened.use(guardedFetch({ named }))
  const tellLogout = createLogoutSender({ ...domain.ports, outboundFetch })
  const outbox = opened.use(
    createOutboxDispatcher({
      ...domain.ports,
      send: async (item) => (item.channel === 'LOGOUT' ? tellLogout(item) : { kind: 'sent' }),
    }),
  )
  const all = opened.move()
  return {
    domain,
    client,
    receiver,
    deliver: () => outbox.drain(),
    async dead() {
      const page = await domain.ports.storage.installation.listDeadMessages({ limit: 9, after: undefined })
      return page.items.map(({ message, reason }) => `${message.channel}: ${reason}`)
    },
    async tokens(signedIn) {
      const { code, cookie } = signedIn === undefined ? await domain.signIn(client) : await again(signedIn)
      const form = { grant_type: 'authorization_code', client_id: client.id, code, redirect_uri: callback }
      const granted = bodyOf(await domain.send('POST', '/oauth2/token', { form }))
      return { id: claimsOf(String(granted['id_token'])), refresh: String(granted['refresh_token']), cookie, code }
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }

  /** Another code by the browser's session. */
  async function again(cookie: string): Promise<{ code: string; cookie: string }> {
    const asked = { client_id: client.id, response_type: 'code', redirect_uri: callback }
    const target = `/oauth2/authorize?${new URLSearchParams(asked).toString()}`
    const { headers } = await domain.send('GET', target, { headers: { cookie } })
    return { code: new URL(String(headers['location'])).searchParams.get('code') ?? '', cookie }
  }
}

function claimsOf(token: string): JWTPayload {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

const logoutUri = 'https://app.example.com/signed-out'
const signOut = ({ domain, client }: Stage, cookie: string) =>
  domain.send('GET', `/logout?client_id=${client.id}&logout_uri=${logoutUri}`, { headers: { cookie } })

describe('back-channel logout', () => {
  test('tells the client of a sign-out at /logout, in words that it can verify, once', async () => {
    await using stage = await open()
    const { receiver, domain, client } = stage
    const { id, cookie } = await stage.tokens()
    const second = await stage.tokens(cookie)
    assert.match(String(id['sid']), /^sso[\da-z]{25}$/)
    assert.equal(second.id['sid'], id['sid'], 'one session of the browser')
    assert.equal((await signOut(stage, cookie)).status, 302)
    await stage.deliver()
    const [{ iat, exp, jti, ...told } = {}, ...more] = receiver.heard
    assert.deepEqual(told, {
      iss: receiver.issuer?.href,
      sub: domain.user.sub,
      aud: client.id,
      sid: id['sid'],
      events: { [event]: {} },
    })
    assert.equal(Number(exp) - Number(iat), 120)
    assert.match(String(jti), /^[\da-f-]{36}$/)
    assert.deepEqual(more, [])
    await stage.deliver()
    assert.equal(receiver.heard.length, 1)
  })

  test('is nothing for anybody who did not ask for it', async () => {
    await using stage = await open({ 'sallyport:backchannel-logout-uri/web app': 'off' })
    const { id, cookie } = await stage.tokens()
    assert.equal('sid' in id, false)
    await signOut(stage, cookie)
    await stage.deliver()
    assert.deepEqual(stage.receiver.heard, [])
    const { requestId } = facts
    const path = '/.well-known/openid-configuration'
    const answer = await answerIssuerDocument(stage.domain.ports, stage.domain.pool, { method: 'GET', path, requestId })
    assert.ok(answer && !('backchannel_logout_supported' in bodyOf(answer)))
  })

  test('is in discovery where a client has it', async () => {
    await using stage = await open()
    const { requestId } = facts
    const path = '/.well-known/openid-configuration'
    const answer = await answerIssuerDocument(stage.domain.ports, stage.domain.pool, { method: 'GET', path, requestId })
    assert.ok(answer)
    const { backchannel_logout_supported: isThere, backchannel_logout_session_supported: hasSid } = bodyOf(answer)
    assert.deepEqual([isThere, hasSid], [true, true])
  })

  test('tells of RP-initiated logout', async () => {
    await using stage = await open({ 'sallyport:rp-initiated-logout': 'on' })
    const { id, cookie } = await stage.tokens()
    const target = `/logout?client_id=${stage.client.id}&post_logout_redirect_uri=${logoutUri}`
    await stage.domain.send('GET', target, { headers: { cookie } })
    await stage.deliver()
    assert.deepEqual(
      stage.receiver.heard.map(({ sid }) => sid),
      [id['sid']],
    )
  })

  test('tells of a refresh token and of a code that came twice', async () => {
    const RefreshTokenRotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 }
    await using stage = await open(
      { 'sallyport:refresh-reuse-revokes': 'on' },
      { configuration: { RefreshTokenRotation } },
    )
    const { domain, client, receiver } = stage
    const first = await stage.tokens()
    const refresh = () =>
      domain.send('POST', '/oauth2/token', {
        form: { grant_type: 'refresh_token', client_id: client.id, refresh_token: first.refresh },
      })
    const refreshed = claimsOf(String(bodyOf(await refresh())['id_token']))
    assert.equal(refreshed['sid'], first.id['sid'], 'refreshed tokens tell the same session')
    assert.equal((await refresh()).status, 400)
    const second = await stage.tokens()
    const form = { grant_type: 'authorization_code', client_id: client.id, code: second.code, redirect_uri: callback }
    assert.equal((await domain.send('POST', '/oauth2/token', { form })).status, 400)
    await stage.deliver()
    assert.deepEqual(new Set(receiver.heard.map(({ sid }) => sid)), new Set([first.id['sid'], second.id['sid']]))
  })

  test('does not take a sign-in of the same person at the same browser for a sign-out', async () => {
    await using stage = await open()
    const { domain, client, receiver } = stage
    const { id, cookie } = await stage.tokens()
    const replacedCookie = cookie.slice('cognito='.length)
    const { code } = await domain.signIn(client, {}, replacedCookie)
    const form = { grant_type: 'authorization_code', client_id: client.id, code, redirect_uri: callback }
    const renewed = claimsOf(String(bodyOf(await domain.send('POST', '/oauth2/token', { form }))['id_token']))
    assert.equal(renewed['sid'], id['sid'])
    await stage.deliver()
    assert.deepEqual(receiver.heard, [])
  })

  test('is repeated to a client that is down, until it is up again', async () => {
    await using stage = await open()
    const { receiver, domain } = stage
    receiver.answer = { status: 503 }
    const { cookie } = await stage.tokens()
    await signOut(stage, cookie)
    await stage.deliver()
    domain.advance(5)
    await stage.deliver()
    assert.deepEqual([receiver.heard, await stage.dead()], [[], []])
    receiver.answer = { status: 204 }
    domain.advance(30)
    await stage.deliver()
    assert.equal(receiver.heard.length, 1)
  })

  test('is given up when the client says no, and waits for an operator', async () => {
    await using stage = await open()
    stage.receiver.answer = { status: 400 }
    const { cookie } = await stage.tokens()
    await signOut(stage, cookie)
    await stage.deliver()
    assert.deepEqual(await stage.dead(), ['LOGOUT: the client answered 400'])
  })

  test('follows no redirect, least of all into this machine', async () => {
    await using stage = await open()
    await using inside = await openReceiver('inside')
    stage.receiver.answer = { status: 307, to: inside.url }
    const { cookie } = await stage.tokens()
    await signOut(stage, cookie)
    await stage.deliver()
    assert.deepEqual(inside.heard, [])
    const [dead, ...more] = await stage.dead()
    assert.match(dead ?? '', /^LOGOUT: /)
    assert.deepEqual(more, [])
  })

  test('goes nowhere inside the operator’s network that is not named', async () => {
    await using stage = await open({}, { named: [] })
    const { cookie } = await stage.tokens()
    await signOut(stage, cookie)
    await stage.deliver()
    assert.deepEqual(stage.receiver.heard, [])
    assert.equal((await stage.dead()).length, 1)
  })
})
