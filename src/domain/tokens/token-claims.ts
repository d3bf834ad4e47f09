import { createHash } from 'node:crypto'
import type { AppClient } from '../app-clients/app-client.ts'
import type { Group } from '../groups/group.ts'
import { attributeClaims } from './token-claims-attributes.ts'
import { groupClaims } from './token-claims-groups.ts'
import type { TokenFamily } from '../sessions/token-family.ts'
import { isRevocable } from '../sign-in/session-settings.ts'
import { tokenValidity } from '../app-clients/token-validity.ts'
import type { User } from '../users/user.ts'

export type Claims = Readonly<Record<string, unknown>>

/** What the tokens of one issue have in common. */
export interface TokenFacts {
  readonly issuer: string
  readonly client: AppClient
  readonly user: User
  readonly groups: readonly Group[]
  readonly family: TokenFamily
  readonly issuedAt: Date
}

/** The claims of an access token (cognito-api contract, section 4). `tokenId` becomes its `jti`. */
export function accessTokenClaims(facts: TokenFacts, tokenId: string): Claims {
  const { issuer, client, user, groups, family } = facts
  return present({
    sub: user.sub,
    device_key: family.deviceKey,
    'cognito:groups': groupClaims(groups)['cognito:groups'],
    iss: issuer,
    version: family.origin === 'oauth' ? 2 : undefined,
    client_id: client.id,
    aud: family.resource,
    cnf: confirmation(family.keyThumbprint),
    origin_jti: isFamilyNamed(facts) ? family.id : undefined,
    event_id: family.eventId,
    ...certainty(family),
    token_use: 'access',
    scope: family.scopes.join(' '),
    ...times(facts, tokenValidity(client.configuration).accessTokenSeconds),
    jti: tokenId,
    username: user.username,
  })
}

/** What an ID token adds: `nonce` and the access token that is issued with it, both for the OAuth endpoints only. */
export interface IdTokenExtras {
  readonly nonce: string | undefined
  readonly accessToken: string | undefined
}

/** The claims of an ID token (cognito-api contract, section 4; cognito-web contract, sections 4.1 and 4.2). */
export function idTokenClaims(facts: TokenFacts, tokenId: string, extras: IdTokenExtras): Claims {
  const { issuer, client, user, groups, family } = facts
  const isOfOAuth = family.origin === 'oauth'
  return present({
    at_hash: isOfOAuth && extras.accessToken !== undefined ? accessTokenHash(extras.accessToken) : undefined,
    sub: user.sub,
    ...groupClaims(groups),
    iss: issuer,
    'cognito:username': user.username,
    ...attributeClaims(user, client, isOfOAuth ? family.scopes : undefined),
    nonce: isOfOAuth ? extras.nonce : undefined,
    origin_jti: isFamilyNamed(facts) ? family.id : undefined,
    aud: client.id,
    event_id: family.eventId,
    ...certainty(family),
    token_use: 'id',
    ...times(facts, tokenValidity(client.configuration).idTokenSeconds),
    jti: isFamilyNamed(facts) ? tokenId : undefined,
  })
}

/** The claims of an access token for the client itself (client_credentials). */
export function machineTokenClaims(
  facts: Pick<TokenFacts, 'issuer' | 'client' | 'issuedAt'> & {
    readonly scopes: readonly string[]
    readonly resource?: string | undefined
    readonly keyThumbprint?: string | undefined
  },
  tokenId: string,
): Claims {
  const { issuer, client, issuedAt, scopes, resource, keyThumbprint } = facts
  const now = epochSeconds(issuedAt)
  return present({
    sub: client.id,
    aud: resource,
    cnf: confirmation(keyThumbprint),
    token_use: 'access',
    scope: scopes.join(' '),
    auth_time: now,
    iss: issuer,
    exp: now + tokenValidity(client.configuration).accessTokenSeconds,
    iat: now,
    version: 2,
    jti: tokenId,
    client_id: client.id,
  })
}

/**
 * Cognito: tokens of a client without revocation do not name their family. Ours are then found by `event_id`, which
 * only works for a family that was begun under that setting.
 */
function isFamilyNamed({ client, family }: TokenFacts): boolean {
  return isRevocable(client) || family.eventId !== family.id
}

/** Cognito: how sure one may be of the user, where that was asked for. */
function certainty({ acr, amr }: TokenFamily): Claims {
  return acr === undefined ? {} : { acr, amr }
}

/** RFC 9449 section 6.1. */
function confirmation(thumbprint: string | undefined): { readonly jkt: string } | undefined {
  return thumbprint === undefined ? undefined : { jkt: thumbprint }
}

/** No token outlives the family that it belongs to: after that, nobody could tell whether it was revoked. */
function times({ family, issuedAt }: TokenFacts, lifeSeconds: number): Claims {
  const now = epochSeconds(issuedAt)
  return {
    auth_time: epochSeconds(family.authenticatedAt),
    exp: Math.min(now + lifeSeconds, epochSeconds(family.expiresAt)),
    iat: now,
  }
}

/** OpenID Connect Core section 3.1.3.6: the left half of the hash, SHA-256 as the signature is RS256. */
function accessTokenHash(accessToken: string): string {
  return createHash('sha256').update(accessToken, 'ascii').digest().subarray(0, 16).toString('base64url')
}

function epochSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}

function present(claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
}
