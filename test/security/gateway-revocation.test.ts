import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ownKeySource } from '../../src/compose/tokens/own-key-source.ts'
import { ownRevocations } from '../../src/compose/tokens/own-revocations.ts'
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
  let gateway: UnderTest
  before(async () => {
    on = all.use(await openInstallation())
    arena = await openArena(on, { tags })
    const { ports } = on
    gateway = all.use(
      await startGateway({
        resources: api(ports.addresses.issuer(arena.poolId), arena.app.client.id),
        functions: { notes: () => ({ statusCode: 200, body: '' }) },
        options: {
          clock: ports.clock,
          keySource: ownKeySource(ports, { find: () => undefined }),
          revocations: ownRevocations(ports),
        },
      }),
    )
  })
  after(() => all.disposeAsync())

  const statusOf = async (stage: string, token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` }
    return (await gateway.ask('GET', `/http/${stage}/notes`, { headers })).status
  }

  const inOrder = Object.entries(endings).toSorted(
    ([, one], [, other]) => Number(!!one.isOfClient) - Number(!!other.isOfClient),
  )
  for (const [what, { end, leaves }] of inOrder) {
    const goesOn = leaves.includes('GetUser')
    test(`${what} ${goesOn ? 'leaves the session of the API' : 'ends the tokens at once'}`, async () => {
      const sessions = await openSessions(arena, await arena.addPerson())
      const tokens = [sessions.accessToken, sessions.idTokens.own]
      for (const token of tokens) assert.equal(await statusOf('watching', token), 200)
      assert.equal((await end(arena, sessions)).status, 200)
      for (const token of tokens) {
        assert.equal(await statusOf('watching', token), goesOn ? 200 : 401)
        // As on AWS, which this test would otherwise not tell apart.
        assert.equal(await statusOf('plain', token), 200)
      }
    })
  }
})
