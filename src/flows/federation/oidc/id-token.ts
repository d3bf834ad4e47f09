import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import { isJsonObject } from '../../../crypto/jose/strict-json.ts'
import type { ProviderDetails } from '../../../domain/federation/identity-provider-details.ts'
import { OutboundFault } from '../../../ports/outbound-fetch.ts'
import { failed, type FederationFailure } from '../federated-identity.ts'
import type { ProtocolPorts } from '../federation-protocol.ts'
import type { ProviderEndpoints } from './provider-endpoints.ts'
import { fetchShared } from './shared-fetch.ts'

export interface IdTokenClaims {
  readonly kind: 'claims'
  readonly subject: string
  readonly claims: JWTPayload
}

/** Cognito: RSA, elliptic curves, and HMAC under the client secret. Never `none`. */
const publicAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512']
const secretAlgorithms = ['HS256', 'HS384', 'HS512']
const toleranceSeconds = 60
const longestSubject = 255

export interface PresentedIdToken {
  readonly endpoints: ProviderEndpoints
  readonly details: ProviderDetails
  /** What went to the provider and must be in the token. */
  readonly nonce: string
}

/**
 * The claims of an ID token that this provider made for us, now, for this very sign-in (OpenID Connect Core section
 * 3.1.3.7). The token's header chooses among the keys that the provider publishes and among the algorithms for that kind
 * of key: a public key is never a secret for HMAC. Cognito: keys are asked for with every token.
 */
export async function readIdToken(
  ports: ProtocolPorts,
  token: string,
  { endpoints, details, nonce }: PresentedIdToken,
): Promise<IdTokenClaims | FederationFailure> {
  const { client_id: audience = '', client_secret: secret } = details
  try {
    const { payload } = await jwtVerify(token, keysOf(ports, endpoints, secret), {
      algorithms: [...publicAlgorithms, ...(secret ? secretAlgorithms : [])].filter(
        (name) => endpoints.algorithms?.includes(name) ?? true,
      ),
      issuer: endpoints.issuer,
      audience,
      requiredClaims: ['exp', 'iat', 'sub'],
      clockTolerance: toleranceSeconds,
      currentDate: ports.clock.now(),
    })
    if (payload.nonce !== nonce) return invalid('nonce')
    const isForOthers = Array.isArray(payload.aud) && payload.aud.length > 1
    const party = payload.azp
    if ((isForOthers || party !== undefined) && party !== audience) return invalid('azp')
    const { sub: subject = '' } = payload
    if (typeof subject !== 'string' || subject === '' || subject.length > longestSubject) return invalid('sub')
    return { kind: 'claims', subject, claims: payload }
  } catch (cause) {
    if (cause instanceof OutboundFault)
      // Cognito: the prefix is part of the text.
      return failed(cause.reason === 'timeout' ? 'error_description=Timeout in calling jwks uri' : 'Connection reset')
    ports.log.warn({ issuer: endpoints.issuer, error: cause }, 'an ID token of an identity provider is not valid')
    const claim = cause instanceof errors.JWTClaimValidationFailed ? cause.claim : undefined
    if (cause instanceof errors.JWTExpired) return failed('Bad id_token issued: token is expired')
    return claim === undefined ? failed('Bad id_token issued: signature is invalid') : invalid(claim)
  }
}

function invalid(claim: string): FederationFailure {
  return failed(`Bad id_token issued: ${claim} is invalid`)
}

/** A symmetric key for symmetric algorithms alone, whatever a token says of itself. */
function keysOf(ports: ProtocolPorts, { jwks }: ProviderEndpoints, secret: string | undefined): JWTVerifyGetKey {
  return async (header, token) => {
    if (secretAlgorithms.includes(header.alg)) return Buffer.from(secret ?? '', 'utf8')
    if (jwks === undefined) throw new errors.JWKSInvalid('the provider publishes no keys')
    const document = await fetchShared(ports, jwks, 0)
    if (!isKeySet(document)) throw new errors.JWKSInvalid('the provider publishes no key set')
    return createLocalJWKSet(document)(header, token)
  }
}

/** Without private and symmetric keys: what everybody can read proves nothing. */
function isKeySet(document: unknown): document is JSONWebKeySet {
  if (!isJsonObject(document) || !Array.isArray(document.keys)) return false
  return document.keys.every((key: unknown) => isJsonObject(key) && key.kty !== 'oct' && !('d' in key))
}
