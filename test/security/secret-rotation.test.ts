import assert from 'node:assert/strict'
import { test } from 'node:test'
import { secretHash } from '../../src/crypto/secret-hash.ts'
import { callback } from './app.ts'
import { openInstallation, type Installation } from './installation.ts'
import { jsonOf, outcomeOf, type Reply } from './surface.ts'

// A client secret is replaced without one refused request: everything that asks for a secret takes either of two.

const username = 'alice'
const password = 'Passw0rd! of alice'

interface Confidential {
  readonly on: Installation
  readonly UserPoolId: string
  readonly ClientId: string
  readonly secret: string
}

async function openConfidential(): Promise<Confidential> {
  const on = await openInstallation()
  const must = async (name: Parameters<Installation['operate']>[0], input: object): Promise<Record<string, any>> => {
    const reply = await on.operate(name, input)
    assert.equal(reply.status, 200, reply.body)
    return jsonOf(reply)
  }
  const { UserPool } = await must('CreateUserPool', { PoolName: 'rotation' })
  const UserPoolId = UserPool.Id
  await must('CreateResourceServer', {
    UserPoolId,
    Identifier: 'notes',
    Name: 'notes',
    Scopes: [{ ScopeName: 'read', ScopeDescription: 'read' }],
  })
  const { UserPoolClient } = await must('CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'server',
    GenerateSecret: true,
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['notes/read'],
    CallbackURLs: [callback],
  })
  await must('AdminCreateUser', { UserPoolId, Username: username, MessageAction: 'SUPPRESS' })
  await must('AdminSetUserPassword', { UserPoolId, Username: username, Password: password, Permanent: true })
  return { on, UserPoolId, ClientId: UserPoolClient.ClientId, secret: UserPoolClient.ClientSecret }
}

/** One request at everything that asks for a secret. */
async function askEverywhere({ on, UserPoolId, ClientId }: Confidential, secret: string): Promise<readonly string[]> {
  const SECRET_HASH = secretHash(secret, username, ClientId)
  const signedIn = await on.operate('InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: password, SECRET_HASH },
  })
  const RefreshToken = jsonOf(signedIn)['AuthenticationResult']?.RefreshToken
  const post = (path: string, headers: Record<string, string>, form: Record<string, string>): Promise<Reply> =>
    on.visit(UserPoolId, {
      method: 'POST',
      path,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(form).toString(),
    })
  const basic = { authorization: `Basic ${Buffer.from(`${ClientId}:${secret}`).toString('base64')}` }
  const posted = { client_id: ClientId, client_secret: secret }
  const replies = [
    signedIn,
    await on.operate('ForgotPassword', { ClientId, Username: username, SecretHash: SECRET_HASH }),
    await on.operate('GetTokensFromRefreshToken', { ClientId, ClientSecret: secret, RefreshToken }),
    await post('/oauth2/token', basic, { grant_type: 'client_credentials' }),
    await post('/oauth2/token', {}, { grant_type: 'client_credentials', ...posted }),
    await post('/oauth2/revoke', basic, { token: RefreshToken }),
    await on.operate('RevokeToken', { ClientId, ClientSecret: secret, Token: RefreshToken }),
  ]
  return replies.map(outcomeOf)
}

/** Nobody here has an address that a code could go to. */
const noWayToReset = /^InvalidParameterException: Cannot reset password/

function assertTaken(outcomes: readonly string[]): void {
  assert.deepEqual(
    outcomes.filter((outcome) => outcome !== 'ok' && !noWayToReset.test(outcome)),
    [],
  )
}

test('no request is refused while a secret is replaced by another', async () => {
  const opened = await openConfidential()
  await using on = opened.on
  const { UserPoolId, ClientId, secret: old } = opened
  const ids = { UserPoolId, ClientId }
  const [first, added, second] = await Promise.all([
    askEverywhere(opened, old),
    on.operate('AddUserPoolClientSecret', ids),
    askEverywhere(opened, old),
  ])
  assertTaken([...first, ...second])
  const next = jsonOf(added)['ClientSecretDescriptor'].ClientSecretValue
  assertTaken([...(await askEverywhere(opened, old)), ...(await askEverywhere(opened, next))])

  const { ClientSecrets } = jsonOf(await on.operate('ListUserPoolClientSecrets', ids))
  const [{ ClientSecretId }] = ClientSecrets
  const [during, deleted] = await Promise.all([
    askEverywhere(opened, next),
    on.operate('DeleteUserPoolClientSecret', { ...ids, ClientSecretId }),
  ])
  assertTaken(during)
  assert.equal(deleted.status, 200)
  assertTaken(await askEverywhere(opened, next))
  const refused = await askEverywhere(opened, old)
  assert.ok(
    refused.every((outcome) => outcome !== 'ok' && !noWayToReset.test(outcome)),
    refused.join('\n'),
  )
})
