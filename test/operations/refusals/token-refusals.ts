import { signJwt } from '../../../src/crypto/jose/jwt.ts'
import { generateSigningKey } from '../../../src/crypto/jose/jwk.ts'
import { givenClient, givenPool } from '../../../src/testing/given.ts'
import { confidential, passwordSignIn, password, type RefusalCase, type Stage } from './refusal-case.ts'

const rotating = {
  configuration: {
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
  },
} as const

export const tokenRefusals: readonly RefusalCase[] = [
  {
    situation: 'an ID token',
    operation: 'GetUser',
    refusal: 'NotAuthorizedException: Invalid Access Token',
    input: async (stage) => ({ AccessToken: (await stage.signIn()).IdToken }),
  },
  {
    situation: 'a token under another key',
    operation: 'GetUser',
    refusal: 'NotAuthorizedException: Could not verify signature for Access Token',
    input: async (stage) => {
      const [header = '', payload = ''] = (await stage.signIn()).AccessToken.split('.')
      const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString())
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
      return { AccessToken: await signJwt(kid, claims, (await generateSigningKey()).privateKey) }
    },
  },
  {
    situation: 'a token without the scope of self-service',
    operation: 'GetUser',
    refusal: 'NotAuthorizedException: Access Token does not have required scopes',
    input: async (stage) => {
      const [, payload = ''] = (await stage.signIn()).AccessToken.split('.')
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
      const keys = await stage.ports.storage.userPools.listSigningKeys(stage.pool.id)
      const key = keys.find(({ use }) => use === 'access')
      if (key === undefined) throw new Error('the pool has no key')
      return { AccessToken: await signJwt(key.kid, { ...claims, scope: 'openid' }, key.privateKey) }
    },
  },
  {
    situation: 'a token whose time is over',
    operation: 'GetUser',
    refusal: 'NotAuthorizedException: Access Token has expired',
    input: async (stage) => {
      const { AccessToken } = await stage.signIn()
      stage.ports.clock.advanceSeconds(3600)
      return { AccessToken }
    },
  },
  {
    situation: 'a token of a session that was revoked',
    operation: 'GetUser',
    refusal: 'NotAuthorizedException: Access Token has been revoked',
    input: async (stage) => {
      const { AccessToken, RefreshToken: Token } = await stage.signIn()
      await stage.call('RevokeToken', { ClientId: stage.client.id, Token })
      return { AccessToken }
    },
  },
  {
    situation: 'a token of a deleted user',
    operation: 'GetUser',
    refusal: 'UserNotFoundException: User does not exist.',
    input: async (stage) => {
      const { AccessToken } = await stage.signIn()
      await stage.call('AdminDeleteUser', stage.ofPool)
      return { AccessToken }
    },
  },
  {
    situation: 'a token of a deleted user whose name was signed up again',
    operation: 'GetUser',
    refusal: 'UserNotConfirmedException: User is not confirmed.',
    input: async (stage) => ({ AccessToken: await tokenOfReplacedUser(stage) }),
  },
  {
    situation: 'a token of a deleted user whose name somebody else has',
    operation: 'GetUser',
    refusal: 'NotAuthorizedException: Invalid access token.',
    input: async (stage) => {
      const AccessToken = await tokenOfReplacedUser(stage)
      await stage.call('AdminConfirmSignUp', stage.ofPool)
      return { AccessToken }
    },
  },
  {
    situation: 'a token of a disabled user',
    operation: 'GetUser',
    refusal: 'NotAuthorizedException: User is disabled.',
    input: async (stage) => {
      const { AccessToken } = await stage.signIn()
      await stage.call('AdminDisableUser', stage.ofPool)
      return { AccessToken }
    },
  },
  {
    situation: 'a token of a deleted client',
    operation: 'GetUser',
    refusal: 'ResourceNotFoundException: User pool client {client} does not exist.',
    input: async (stage) => {
      const { AccessToken } = await stage.signIn()
      await stage.call('DeleteUserPoolClient', { UserPoolId: stage.pool.id, ClientId: stage.client.id })
      return { AccessToken }
    },
  },
  {
    situation: 'a refresh token that is none',
    operation: 'InitiateAuth',
    refusal: 'NotAuthorizedException: Invalid Refresh Token',
    input: (stage) => refreshing(stage, 'garbage'),
  },
  {
    situation: 'a refresh token of another client',
    operation: 'InitiateAuth',
    refusal: 'NotAuthorizedException: Refresh Token has different Client',
    input: async (stage) => {
      const { RefreshToken } = await stage.signIn()
      const { id: ClientId } = await givenClient(stage.ports, stage.pool, { id: '2other' })
      return { ...refreshing(stage, RefreshToken), ClientId }
    },
  },
  {
    situation: 'a refresh token of another pool',
    operation: 'InitiateAuth',
    refusal: 'NotAuthorizedException: Invalid Refresh Token',
    input: async (stage) => {
      const { RefreshToken } = await stage.signIn()
      const other = await givenPool(stage.ports, { id: 'us-east-1_Other0001' })
      const { id: ClientId } = await givenClient(stage.ports, other, { id: '2other' })
      return { ...refreshing(stage, RefreshToken), ClientId }
    },
  },
  {
    situation: 'a refresh token of a session that was revoked',
    operation: 'InitiateAuth',
    refusal: 'NotAuthorizedException: Refresh Token has been revoked',
    input: async (stage) => {
      const { RefreshToken: Token } = await stage.signIn()
      await stage.call('RevokeToken', { ClientId: stage.client.id, Token })
      return refreshing(stage, Token)
    },
  },
  {
    situation: 'a refresh token whose time is over',
    operation: 'InitiateAuth',
    refusal: 'NotAuthorizedException: Refresh Token has expired',
    input: async (stage) => {
      const { RefreshToken } = await stage.signIn()
      stage.ports.clock.advanceSeconds(30 * 86_400)
      return refreshing(stage, RefreshToken)
    },
  },
  {
    situation: 'a refresh token of a deleted user',
    operation: 'InitiateAuth',
    refusal: 'NotAuthorizedException: The user has been deleted for the associated refresh token',
    input: async (stage) => {
      const { RefreshToken } = await stage.signIn()
      await stage.call('AdminDeleteUser', stage.ofPool)
      return refreshing(stage, RefreshToken)
    },
  },
  {
    situation: 'a refresh token of a disabled user',
    operation: 'InitiateAuth',
    refusal: 'NotAuthorizedException: User is disabled.',
    input: async (stage) => {
      const { RefreshToken } = await stage.signIn()
      await stage.call('AdminDisableUser', stage.ofPool)
      return refreshing(stage, RefreshToken)
    },
  },
  {
    situation: 'a rotated refresh token for the second time',
    operation: 'GetTokensFromRefreshToken',
    refusal: 'RefreshTokenReuseException: Refresh token reuse detected',
    given: { client: rotating },
    input: async (stage) => {
      const { RefreshToken } = await stage.signIn()
      const input = { ClientId: stage.client.id, RefreshToken }
      await stage.call('GetTokensFromRefreshToken', input)
      return input
    },
  },
  {
    situation: 'refreshing in the older way where tokens rotate',
    operation: 'InitiateAuth',
    refusal: 'UnsupportedOperationException: This API does not support refresh token rotation',
    given: { client: rotating },
    input: async (stage) => refreshing(stage, (await stage.signIn()).RefreshToken),
  },
  {
    situation: 'a confidential client without its secret',
    operation: 'GetTokensFromRefreshToken',
    refusal: 'NotAuthorizedException: Client {client} is configured for secret but secret was not received',
    given: { client: confidential },
    input: ({ client: { id: ClientId } }) => ({ ClientId, RefreshToken: 'any' }),
  },
  {
    situation: 'a confidential client without its secret',
    operation: 'RevokeToken',
    refusal: 'UnauthorizedException: Invalid client or secret',
    given: { client: confidential },
    input: ({ client: { id: ClientId } }) => ({ ClientId, Token: 'any' }),
  },
  {
    situation: 'a wrong secret',
    operation: 'RevokeToken',
    refusal: 'UnauthorizedException: Invalid client or secret',
    given: { client: confidential },
    input: ({ client: { id: ClientId } }) => ({ ClientId, Token: 'any', ClientSecret: '1wrongwrongwrongwrongwrong' }),
  },
]

async function tokenOfReplacedUser(stage: Stage): Promise<string> {
  const { AccessToken } = await stage.signIn()
  await stage.call('AdminDeleteUser', stage.ofPool)
  await stage.call('SignUp', { ...stage.ofClient, Password: password })
  return AccessToken
}

function refreshing(stage: Stage, REFRESH_TOKEN: string): object {
  const AuthParameters = { REFRESH_TOKEN }
  return { ...passwordSignIn(stage), AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters }
}
