import { createHash } from 'node:crypto'
import { isEqualText } from '../../crypto/constant-time.ts'
import { newUuid } from '../../crypto/identifiers.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { AuthorizationCode } from '../../domain/authorization/authorization-code.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import { isScopeReadable } from '../../domain/authorization/scope-attributes.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { proveSignIn, type Authenticated } from '../sessions/authenticated.ts'
import { isOfTrigger } from '../triggers/refused-by-trigger.ts'
import { findSignedInUser } from '../tokens/find-signed-in-user.ts'
import { mintSession, type MintedSession } from '../tokens/mint-session.ts'
import type { TriggerPorts } from '../triggers/trigger.ts'
import { authorizationCodeHash } from './authorization-codes.ts'

export interface CodeRefusal {
  readonly kind: 'code-refused'
  readonly reason:
    /** Unknown, another client's, used, expired, or its user is gone, disabled or signed out. */
    | 'code-invalid'
    | 'redirect-mismatch'
    | 'verifier-mismatch'
    /** The code is bound to another resource. */
    | 'resource-mismatch'
    /** The client may not read all attributes that a scope stands for. */
    | 'attributes-unreadable'
    /** `detail` is the trigger's word. The code is not spent. */
    | 'trigger-failed'
  readonly detail?: string | undefined
}

/** What the client presents. It has proven already who it is. */
export interface PresentedCode {
  readonly pool: UserPool
  readonly client: AppClient
  readonly code: string
  readonly redirectUri: string
  readonly codeVerifier: string | undefined
  /** RFC 8707 section 2.2; binds a code that is bound to none. */
  readonly resource: string | undefined
  /** Of the key that the client has proven to hold (RFC 9449). */
  readonly keyThumbprint: string | undefined
  readonly request: RequestFacts
}

type Needs = TriggerPorts & Pick<Ports, 'addresses' | 'clock' | 'sealing' | 'storage'>

/**
 * Trades a code for tokens, once: spending it and beginning the token family are one commit. Whoever presents all of a
 * spent code again ends the tokens of the first use, for one of the two is not the client (RFC 9700 section 2.1.1;
 * OAU-03). What fails before that neither spends the code nor ends anything, so a leaked code alone harms nobody.
 */
export async function redeemAuthorizationCode(
  ports: Needs,
  presented: PresentedCode,
): Promise<MintedSession | CodeRefusal> {
  const { pool, client, request } = presented
  const code = await findCode(ports, presented)
  if (code?.clientId !== client.id) return refusal('code-invalid')
  if (code.redirectUri !== presented.redirectUri) return refusal('redirect-mismatch')
  if (!isVerified(code, presented.codeVerifier)) return refusal('verifier-mismatch')
  if (code.familyId !== undefined) return endReplayed(ports, code)
  const resource = code.resource ?? presented.resource
  if (presented.resource !== undefined && presented.resource !== resource) return refusal('resource-mismatch')
  if (!code.scopes.every((scope) => isScopeReadable(client, scope))) return refusal('attributes-unreadable')
  const user = await findSignedInUser(ports, code)
  if (user === undefined) return refusal('code-invalid')

  const { scopes, nonce, originSessionId, sid } = code
  const authenticated = prove(ports, { pool, client, user, request, code })
  const minted = await mintSession(ports, authenticated, {
    origin: 'oauth',
    scopes,
    nonce,
    resource,
    keyThumbprint: presented.keyThumbprint,
    isRefreshable: true,
    originSessionId,
    sid,
  })
  if (minted.kind === 'minted') return minted
  if (isOfTrigger(minted)) return { kind: 'code-refused', reason: 'trigger-failed', detail: minted.detail }
  // Somebody was faster, or the code had expired: what is stored now tells which.
  const spent = await findCode(ports, presented)
  return spent === undefined ? refusal('code-invalid') : endReplayed(ports, spent)
}

function findCode(ports: Needs, { pool, code }: PresentedCode): Promise<AuthorizationCode | undefined> {
  return ports.storage.sessions.findAuthorizationCode(pool.id, authorizationCodeHash(code))
}

/** A verifier without a challenge is refused as well: it shows that the challenge was taken out (OAU-04). */
function isVerified({ codeChallenge }: AuthorizationCode, verifier: string | undefined): boolean {
  if (codeChallenge === undefined || verifier === undefined) return codeChallenge === verifier
  return isEqualText(createHash('sha256').update(verifier).digest('base64url'), codeChallenge)
}

async function endReplayed(ports: Needs, { poolId, familyId }: AuthorizationCode): Promise<CodeRefusal> {
  if (familyId === undefined) return refusal('code-invalid')
  await ports.storage.commit([{ write: 'revokeTokenFamily', poolId, familyId, at: ports.clock.now() }])
  ports.log.warn({ poolId, familyId }, 'an authorization code was presented twice: its tokens are revoked')
  return refusal('code-invalid')
}

function prove(
  ports: Needs,
  {
    pool,
    client,
    user,
    request,
    code,
  }: {
    readonly pool: UserPool
    readonly client: AppClient
    readonly user: User
    readonly request: RequestFacts
    readonly code: AuthorizationCode
  },
): Authenticated {
  const familyId = newUuid((size) => ports.random.bytes(size))
  const now = ports.clock.now()
  return proveSignIn({
    pool,
    client,
    user,
    request,
    eventId: code.eventId,
    amr: code.amr,
    isAcrAsked: code.isAcrAsked,
    vouchedLevel: code.vouchedLevel,
    authenticatedAt: code.authenticatedAt,
    familyId,
    deviceKey: undefined,
    newDevice: undefined,
    writes: [{ write: 'consumeAuthorizationCode', poolId: pool.id, codeHash: code.codeHash, familyId, now }],
  })
}

function refusal(reason: CodeRefusal['reason']): CodeRefusal {
  return { kind: 'code-refused', reason }
}
