import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ownKeySource } from '../../src/compose/tokens/own-key-source.ts'
import { ownRevocations } from '../../src/compose/tokens/own-revocations.ts'
import type { Revocations } from '../../src/gateway/authorizers/revocations.ts'
import type { AskFeed } from '../../src/gateway/revocations/revocation-feed.ts'
import type { JwtClaims } from '../../src/crypto/jose/jwt.ts'
import type { FollowedRevocations } from '../../src/gateway/revocations/follow-revocations.ts'
import { follow, heardAll, openFeed } from '../gateway/revocations/feed-under-test.ts'
import { functionArn, resource, startGateway, type UnderTest } from '../gateway/gateway-under-test.ts'
import { openArena, type Arena } from './arena.ts'
import { openInstallation, type Installation } from './installation.ts'
import { endings } from './session-endings.ts'
import { openSessions } from './sessions-in-use.ts'

const tags = { 'sallyport:account-centre': 'app' }

/** An HTTP API whose stages `watching` and `plain` differ in the tag alone. */
function api(issuer: string, clientId: string) {
  const ApiId = 'http'
  return [
    resource('Http', 'AWS::ApiGatewayV2::Api', { Name: 'notes', ProtocolType: 'HTTP' }),
    resource('Watching', 'AWS::ApiGatewayV2::Stage', {
      ApiId,
      StageName: 'watching',
      Tags: { 'sallyport:revocation': 'on' },
    }),
    resource('Plain', 'AWS::ApiGatewayV2::Stage', { ApiId, StageName: 'plain' }),
    resource('Authorizer', 'AWS::ApiGatewayV2::Authorizer', {
      ApiId,
      Name: 'pool',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: issuer, Audience: [clientId] },
    }),
    resource('Notes', 'AWS::ApiGatewayV2::Integration', {
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: functionArn('notes'),
      PayloadFormatVersion: '2.0',
    }),
    resource('Route', 'AWS::ApiGatewayV2::Route', {
      ApiId,
      RouteKey: 'GET /notes',
      Target: 'integrations/notes',
      AuthorizationType: 'JWT',
      AuthorizerId: 'authorizer',
    }),
  ]
}

describe('1.6 revocation at the gateway', () => {
  const all = new AsyncDisposableStack()
  let on: Installation
  let arena: Arena
  /** Beside the pools, and alone: it hears of sessions that end by the feed, over HTTP. */
  let gateways: Readonly<Record<'beside' | 'alone', UnderTest>>
  let followed: FollowedRevocations
  before(async () => {
    on = all.use(await openInstallation())
    arena = await openArena(on, { tags })
    const { ports } = on
    const issuer = ports.addresses.issuer(arena.poolId)
    followed = all.use(await follow(all.use(await openFeed(ports)), ports))
    await followed.requireIssuers([issuer])
    const start = async (revocations: Revocations) =>
      all.use(
        await startGateway({
          resources: api(issuer, arena.app.client.id),
          functions: { notes: () => ({ statusCode: 200, body: '' }) },
          options: { clock: ports.clock, keySource: ownKeySource(ports, { find: () => undefined }), revocations },
        }),
      )
    gateways = { beside: await start(ownRevocations(ports)), alone: await start(followed) }
  })
  after(() => all.disposeAsync())

  const statusOf = async (gateway: 'beside' | 'alone', stage: string, token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` }
    return (await gateways[gateway].ask('GET', `/http/${stage}/notes`, { headers })).status
  }

  test('a feed that does not tell of sessions is found out by this', async () => {
    const { ports } = on
    await using feed = await openFeed(ports)
    const ask: AskFeed = async (question) => {
      const answer = await feed.ask(question)
      return { ...answer, revocations: answer.revocations.filter(({ kind }) => kind !== 'family') }
    }
    await using deaf = await follow({ ask }, ports)
    await deaf.requireIssuers([ports.addresses.issuer(arena.poolId)])
    const sessions = await openSessions(arena, await arena.addPerson())
    assert.equal((await endings['RevokeToken']?.end(arena, sessions))?.status, 200)
    await heardAll(deaf, ports)
    await heardAll(followed, ports)
    const claims: JwtClaims = JSON.parse(Buffer.from(sessions.accessToken.split('.')[1] ?? '', 'base64url').toString())
    assert.deepEqual([await deaf.isRevoked(claims), await followed.isRevoked(claims)], [false, true])
  })

  const inOrder = Object.entries(endings).toSorted(
    ([, one], [, other]) => Number(!!one.isOfClient) - Number(!!other.isOfClient),
  )
  for (const [what, { end, leaves }] of inOrder) {
    const goesOn = leaves.includes('GetUser')
    test(`${what} ${goesOn ? 'leaves the session of the API' : 'ends the tokens at once'}`, async () => {
      const sessions = await openSessions(arena, await arena.addPerson())
      const tokens = [sessions.accessToken, sessions.idTokens.own]
      await heardAll(followed, on.ports)
      for (const token of tokens) {
        for (const gateway of ['beside', 'alone'] as const)
          assert.equal(await statusOf(gateway, 'watching', token), 200)
      }
      assert.equal((await end(arena, sessions)).status, 200)
      await heardAll(followed, on.ports)
      for (const token of tokens) {
        for (const gateway of ['beside', 'alone'] as const) {
          assert.equal(await statusOf(gateway, 'watching', token), goesOn ? 200 : 401, gateway)
          // As on AWS, which this test would otherwise not tell apart.
          assert.equal(await statusOf(gateway, 'plain', token), 200)
        }
      }
    })
  }
})
