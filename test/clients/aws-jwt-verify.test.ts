import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { InitiateAuthCommand, type AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify'
import {
  JwtExpiredError,
  JwtInvalidAudienceError,
  JwtInvalidIssuerError,
  JwtInvalidSignatureError,
  KidNotFoundInJwksError,
} from 'aws-jwt-verify/error'
import { password, startInstallation, type AddedPool, type Installation } from './installation.ts'
import { claimsOf, headerOf } from './tokens.ts'

async function signIn({ operator }: Installation, { ClientId }: AddedPool, name: string) {
  const { AuthenticationResult } = await operator.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: name, PASSWORD: password },
    }),
  )
  assert.ok(AuthenticationResult)
  return AuthenticationResult
}

describe('aws-jwt-verify, with the printed issuer', () => {
  let installation: Installation
  let pool: AddedPool
  let tokens: AuthenticationResultType
  let issuer: string

  before(async () => {
    installation = await startInstallation()
    pool = await installation.addPool()
    await pool.addPerson('ann')
    tokens = await signIn(installation, pool, 'ann')
    issuer = `${installation.ready.identityUrl}/${pool.UserPoolId}`
  })
  after(() => installation[Symbol.asyncDispose]())

  const verifier = () =>
    JwtVerifier.create({ issuer, audience: pool.ClientId, jwksUri: `${issuer}/.well-known/jwks.json` })

  test('fetches the keys and verifies an ID token', async () => {
    const claims = await verifier().verify(tokens.IdToken ?? '')
    assert.equal(claims['cognito:username'], 'ann')
    assert.equal(claims.iss, issuer)
    assert.deepEqual(Object.keys(headerOf(tokens.IdToken)), ['kid', 'alg'])
  })

  test('verifies an access token, which has no audience but a client', async () => {
    const access = JwtVerifier.create({ issuer, audience: null, jwksUri: `${issuer}/.well-known/jwks.json` })
    const claims = await access.verify(tokens.AccessToken ?? '', {
      customJwtCheck({ payload }) {
        assert.equal(payload.client_id, pool.ClientId)
        assert.equal(payload.token_use, 'access')
      },
    })
    assert.equal(claims.sub, claimsOf(tokens.IdToken).sub)
  })

  test('finds the keys by itself where it is told the issuer only', async () => {
    const claims = await JwtVerifier.create({ issuer, audience: pool.ClientId }).verify(tokens.IdToken ?? '')
    assert.equal(claims['cognito:username'], 'ann')
  })

  test('refuses what was tampered with, is of another pool or for another client', async () => {
    const [header, , signature] = (tokens.IdToken ?? '').split('.')
    const payload = Buffer.from(JSON.stringify({ ...claimsOf(tokens.IdToken), sub: 'mallory' })).toString('base64url')
    await assert.rejects(verifier().verify([header, payload, signature].join('.')), JwtInvalidSignatureError)

    const other = await installation.addPool()
    await other.addPerson('ann')
    const foreign = await signIn(installation, other, 'ann')
    await assert.rejects(verifier().verify(foreign.IdToken ?? ''), (error) => {
      return error instanceof JwtInvalidIssuerError || error instanceof KidNotFoundInJwksError
    })
    const elsewhere = JwtVerifier.create({ issuer, audience: '1other', jwksUri: `${issuer}/.well-known/jwks.json` })
    await assert.rejects(elsewhere.verify(tokens.IdToken ?? ''), JwtInvalidAudienceError)
  })

  test('refuses a token whose hour is over', async ({ mock }) => {
    const checks = verifier()
    await checks.verify(tokens.IdToken ?? '')
    mock.timers.enable({ apis: ['Date'], now: Date.now() + 3_601_000 })
    await assert.rejects(checks.verify(tokens.IdToken ?? ''), JwtExpiredError)
  })

  test('works in a program that knows of the certificate authority by NODE_EXTRA_CA_CERTS alone', async () => {
    const program = `
      import { JwtVerifier } from 'aws-jwt-verify'
      const [issuer, audience, token] = process.argv.slice(1)
      const claims = await JwtVerifier.create({ issuer, audience }).verify(token)
      process.stdout.write(String(claims['cognito:username']))
    `
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', program, issuer, pool.ClientId, tokens.IdToken ?? ''],
      { env: { ...process.env, NODE_EXTRA_CA_CERTS: installation.ready.caFile }, cwd: import.meta.dirname },
    )
    assert.equal(stdout, 'ann')
  })
})

describe('aws-jwt-verify’s verifier for Cognito, with the issuer that AWS has', () => {
  test('verifies both tokens with the keys of this pool, and neither as the other', async () => {
    await using installation = await startInstallation('aws')
    const pool = await installation.addPool()
    await pool.addPerson('bob')
    const tokens = await signIn(installation, pool, 'bob')
    const { UserPoolId: userPoolId, ClientId: clientId } = pool
    const response = await fetch(`${installation.ready.identityUrl}/${userPoolId}/.well-known/jwks.json`)
    const keys = (await response.json()) as Parameters<ReturnType<typeof ofUse>['cacheJwks']>[0]
    function ofUse(tokenUse: 'id' | 'access') {
      return CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse })
    }
    const [id, access] = [ofUse('id'), ofUse('access')]
    for (const verifier of [id, access]) verifier.cacheJwks(keys)
    const iss = `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`
    assert.equal((await id.verify(tokens.IdToken ?? '')).iss, iss)
    assert.equal((await access.verify(tokens.AccessToken ?? '')).username, 'bob')
    await assert.rejects(id.verify(tokens.AccessToken ?? ''), { message: /Token use not allowed/ })
    await assert.rejects(access.verify(tokens.IdToken ?? ''), { message: /Token use not allowed/ })
  })
})
