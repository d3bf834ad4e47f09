import { createHash } from 'node:crypto'
import type { AuthorizationCode } from '../../domain/authorization/authorization-code.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import type { ProvenSignIn } from '../sessions/authenticated.ts'
import type { AuthorizationRequest } from './authorization-request.ts'

/** Cognito: five minutes. */
const lifeSeconds = 300

/** A code that stands for this sign-in and this request, and the write that remembers its hash. */
export function newAuthorizationCode(
  ports: Pick<Ports, 'clock' | 'random'>,
  request: AuthorizationRequest,
  {
    signIn,
    originSessionId,
    sid,
  }: {
    readonly signIn: ProvenSignIn
    readonly originSessionId: string | undefined
    readonly sid: string | undefined
  },
): { readonly code: string; readonly write: Write } {
  const text = newCodeText(ports)
  const createdAt = ports.clock.now()
  const code: AuthorizationCode = {
    poolId: signIn.pool.id,
    codeHash: authorizationCodeHash(text),
    clientId: request.clientId,
    redirectUri: request.redirectUri,
    codeChallenge: request.codeChallenge,
    scopes: request.scopes,
    nonce: request.nonce,
    resource: request.resource,
    sub: signIn.user.sub,
    eventId: signIn.eventId,
    amr: signIn.amr,
    isAcrAsked: signIn.isAcrAsked ?? false,
    ...(signIn.vouchedLevel && { vouchedLevel: signIn.vouchedLevel }),
    authenticatedAt: signIn.authenticatedAt,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + lifeSeconds * 1000),
    ...(sid !== undefined && { sid }),
    originSessionId,
    familyId: undefined,
  }
  return { code: text, write: { write: 'createAuthorizationCode', code } }
}

/** What the store knows of a code. */
export function authorizationCodeHash(code: string): string {
  return createHash('sha256').update(code).digest('base64url')
}

/** Cognito: shaped as a UUID. All 128 bits are random, which a real one's are not (OAU-03). */
function newCodeText({ random }: Pick<Ports, 'random'>): string {
  const hex = Buffer.from(random.bytes(16)).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
