import type { KeyObject } from 'node:crypto'
import { verifyJwt, verifyJwtSync } from '../../../src/crypto/jose/jwt.ts'
import { authorizeByUserPools } from '../../../src/gateway/authorizers/cognito-user-pools.ts'
import { authorizeByJwt } from '../../../src/gateway/authorizers/jwt.ts'
import { createTokenVerifier, type TokenVerifier } from '../../../src/gateway/authorizers/token-verifier.ts'
import { clientId, issuer, keys, now } from '../gateway-under-test.ts'

/** A place that takes tokens. Answers whether it let the token in. */
export interface TokenDoor {
  readonly name: string
  readonly accepts: (token: string) => Promise<boolean>
}

/** The keys of the one issuer by `kid`; without an argument the key that the tests sign with. */
export type IssuerKeys = (kid: string) => KeyObject | undefined

const ownKey: IssuerKeys = (kid) => (kid === 'key-1' ? keys.publicKey : undefined)

/** The verifier of a gateway that knows one issuer. */
export function verifierWith(issuerKeys: IssuerKeys = ownKey): TokenVerifier {
  return createTokenVerifier({
    keySource: { find: (wanted, kid) => (wanted === issuer ? issuerKeys(kid) : undefined) },
    clock: { now: () => now },
  })
}

/** Both authorizers, each as a method without scopes and as one with scopes. */
export function authorizerDoors(verifier: TokenVerifier = verifierWith()): readonly TokenDoor[] {
  const query = { text: '', pairs: [] }
  const pools = (scopes: readonly string[]) => (token: string) =>
    authorizeByUserPools(
      {
        kind: 'cognito-user-pools',
        id: 'pools',
        issuers: [issuer],
        header: 'Authorization',
        validationExpression: undefined,
        ttlSeconds: 300,
        clockSkewSeconds: 60,
        arrayClaims: 'comma',
        scopeMismatch: 401,
      },
      { headers: [['authorization', token]], scopes, checksRevocation: false },
      verifier,
    )
  const jwt = (scopes: readonly string[]) => (token: string) =>
    authorizeByJwt(
      {
        kind: 'jwt',
        id: 'jwt',
        issuer,
        audiences: [clientId],
        identitySource: { in: 'header', name: 'Authorization' },
        clockSkewSeconds: 60,
        challengesScopes: true,
      },
      { headers: [['authorization', token]], query, scopes, checksRevocation: false },
      verifier,
    )
  return [
    { name: 'REST', accepts: async (token) => (await pools([])(token)).kind === 'allowed' },
    { name: 'REST with scopes', accepts: async (token) => (await pools(['notes/read'])(token)).kind === 'allowed' },
    { name: 'HTTP', accepts: async (token) => (await jwt([])(token)).kind === 'allowed' },
    { name: 'HTTP with scopes', accepts: async (token) => (await jwt(['notes/read'])(token)).kind === 'allowed' },
  ]
}

/** What both stand on, in its two ways, which must agree. */
export function cryptoDoors(issuerKeys: IssuerKeys = ownKey): readonly TokenDoor[] {
  return [
    { name: 'verifyJwtSync', accepts: async (token) => verifyJwtSync(token, issuerKeys).kind === 'ok' },
    { name: 'verifyJwt', accepts: async (token) => (await verifyJwt(token, issuerKeys)).kind === 'ok' },
  ]
}
