import { randomUUID, type KeyObject } from 'node:crypto'
import { signJwt } from '../../src/crypto/jose/jwt.ts'

export interface Issuing {
  readonly issuer: string
  readonly clientId: string
  readonly scope: string
  readonly kid: string
  readonly privateKey: KeyObject
}

/** An access token as a user pool issues it after a sign-in with OAuth, by the names, order and size of its claims. */
export function issueAccessToken({ clientId, issuer, kid, privateKey, scope }: Issuing): Promise<string> {
  const sub = randomUUID()
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    sub,
    'cognito:groups': ['editors', 'readers'],
    iss: issuer,
    version: 2,
    client_id: clientId,
    origin_jti: randomUUID(),
    event_id: randomUUID(),
    token_use: 'access',
    scope: `openid email profile ${scope}`,
    auth_time: now,
    exp: now + 7200,
    iat: now,
    jti: randomUUID(),
    username: sub,
  }
  return signJwt(kid, claims, privateKey)
}
