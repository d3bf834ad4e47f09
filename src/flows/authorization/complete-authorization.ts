import { newUuid } from '../../crypto/identifiers.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { SamlSession } from '../../domain/federation/saml-session.ts'
import type { SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { Ports } from '../../ports/ports.ts'
import { proveSignIn, type Authenticated } from '../tokens/authenticated.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'
import { guardRefusal } from '../guard-refusal.ts'
import { loginCookie } from '../sessions/login-cookie.ts'
import { findLoginSession, newLoginSession, type ValidLoginSession } from '../sessions/login-session.ts'
import { mintSession } from '../tokens/mint-session.ts'
import { confirmWithTrigger } from '../sign-in/confirm-with-trigger.ts'
import { sessionActivity } from '../sessions/track-session.ts'
import type { TriggerPorts } from '../triggers/trigger.ts'
import { newAuthorizationCode } from './authorization-codes.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { spendPushedRequest } from './pushed-request.ts'
import { isOwnPage } from './is-own-page.ts'
import { codeLocation, tokensLocation } from './redirect-location.ts'

/** How the person was recognised. */
export type AuthorizationSource =
  | {
      readonly kind: 'sign-in'
      readonly authenticated: Authenticated
      /** `COGNITO`, or the name of the identity provider that vouches for the person. */
      readonly provider: string
      /** Where that is a SAML provider. */
      readonly samlSession?: SamlSession | undefined
      /** Whether the person has come for the first time. Cognito: no post authentication trigger hears of that. */
      readonly isSignUp?: true
      /** The `cognito` cookie that the browser brought: its session ends with the new one's beginning. */
      readonly replacedCookie: string | undefined
    }
  | { readonly kind: 'login-session'; readonly found: ValidLoginSession; readonly request: RequestFacts }

/** Where the browser goes; redirect with 303 after a POST, and with 302 after a GET. */
export interface CompletedAuthorization {
  readonly kind: 'redirect'
  readonly location: string
  /** A whole `Set-Cookie` value: set after an interactive sign-in, absent after a silent one. */
  readonly loginCookie: string | undefined
}

type Needs = TriggerPorts & Pick<Ports, 'addresses' | 'clock' | 'sealing' | 'storage'>

interface Completion {
  readonly domain: PoolDomain
  readonly client: AppClient
  readonly request: AuthorizationRequest
  readonly source: AuthorizationSource
}

/**
 * Ends an authorization: everything that the sign-in spends, the browser's new session, and the code (or, for the
 * implicit grant, the token family) are one commit. A refusal means that nothing happened.
 */
export async function completeAuthorization(
  ports: Needs,
  { domain, client, request, source }: Completion,
): Promise<CompletedAuthorization | SignInRefusal> {
  const recognised = await recognise(ports, { domain, client, source })
  const { newSession, originSessionId, sid } = recognised
  const authenticated = {
    ...recognised.authenticated,
    isAcrAsked: request.acrValues.length > 0,
    writes: [...recognised.authenticated.writes, ...spendPushedRequest(domain.pool.id, request.pushed)],
  }
  if (authenticated.client.id !== request.clientId || authenticated.pool.id !== domain.pool.id)
    throw new Error('a sign-in completes the authorization of its own client only')
  const isTold = source.kind === 'sign-in' && source.isSignUp !== true
  const denied = isTold ? await confirmWithTrigger(ports, source.authenticated) : undefined
  if (denied !== undefined) return denied
  const setCookie = newSession && loginCookie(domain, newSession)
  // Whoever comes to look after their account, or to allow a device, needs the session alone.
  if (isOwnPage(domain, client, request.redirectUri)) {
    const committed = await ports.storage.commit(authenticated.writes)
    if (!committed.committed) return guardRefusal(committed)
    return { kind: 'redirect', location: request.redirectUri, loginCookie: setCookie }
  }
  if (request.responseType === 'token') return grantTokens(ports, { request, authenticated, sid, setCookie })

  const { code, write } = newAuthorizationCode(ports, request, { signIn: authenticated, originSessionId, sid })
  const committed = await ports.storage.commit([...authenticated.writes, write])
  if (!committed.committed) return guardRefusal(committed)
  return { kind: 'redirect', location: codeLocation(request, code), loginCookie: setCookie }
}

interface Recognised {
  readonly authenticated: Authenticated
  /** For the cookie of a browser that has none yet. */
  readonly newSession: { readonly value: string; readonly maxAgeSeconds: number } | undefined
  readonly originSessionId: string | undefined
  readonly sid: string | undefined
}

async function recognise(ports: Needs, { domain, client, source }: Omit<Completion, 'request'>): Promise<Recognised> {
  if (source.kind === 'login-session')
    return {
      authenticated: resume(ports, { domain, client, source }),
      newSession: undefined,
      originSessionId: source.found.session.track?.sessionId,
      sid: source.found.session.sid,
    }
  const { authenticated, provider, samlSession, replacedCookie: replaced } = source
  const before = await findLoginSession(ports, domain.pool, replaced)
  const continued = before?.user.sub === authenticated.user.sub ? before.session : undefined
  const saml = samlSession && { samlSession }
  const begun = newLoginSession(ports, authenticated, { provider, ...saml, replaced, continued })
  const { cookieValue: value, session, writes } = begun
  const maxAgeSeconds = (session.expiresAt.getTime() - session.authenticatedAt.getTime()) / 1000
  // Cognito: the sign-in pages remember no devices.
  const withoutDevice = { ...authenticated, deviceKey: undefined, newDevice: undefined }
  return {
    authenticated: { ...withoutDevice, writes: [...authenticated.writes, ...writes] },
    newSession: { value, maxAgeSeconds },
    originSessionId: session.track?.sessionId,
    sid: session.sid,
  }
}

/** A browser's session proves the sign-in that began it, at its own time and by its own factors. */
function resume(
  ports: Needs,
  {
    domain,
    client,
    source,
  }: Omit<Completion, 'request' | 'source'> & {
    source: Extract<AuthorizationSource, { kind: 'login-session' }>
  },
): Authenticated {
  const { request, found } = source
  const { session, user } = found
  const newId = () => newUuid((size) => ports.random.bytes(size))
  return proveSignIn({
    pool: domain.pool,
    client,
    user,
    request,
    eventId: newId(),
    amr: session.amr,
    vouchedLevel: session.vouchedLevel,
    authenticatedAt: session.authenticatedAt,
    familyId: newId(),
    deviceKey: undefined,
    newDevice: undefined,
    writes: session.track
      ? [
          {
            write: 'touchLoginSession',
            poolId: domain.pool.id,
            sessionId: session.track.sessionId,
            activity: sessionActivity(ports, request),
          },
        ]
      : [],
  })
}

async function grantTokens(
  ports: Needs,
  {
    request,
    authenticated,
    sid,
    setCookie,
  }: {
    readonly request: AuthorizationRequest
    readonly authenticated: Authenticated
    readonly sid: string | undefined
    readonly setCookie: string | undefined
  },
): Promise<CompletedAuthorization | SignInRefusal> {
  const { scopes, nonce, resource } = request
  const minted = await mintSession(ports, authenticated, {
    origin: 'oauth',
    scopes,
    nonce,
    resource,
    isRefreshable: false,
    originSessionId: undefined,
    sid,
  })
  if (minted.kind === 'refused') return minted
  const { idToken, accessToken, expiresInSeconds } = minted.tokens
  const location = tokensLocation(request, {
    id_token: idToken,
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: String(expiresInSeconds),
  })
  return { kind: 'redirect', location, loginCookie: setCookie }
}
