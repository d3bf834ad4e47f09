import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Authenticated } from '../sessions/authenticated.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'
import { guardRefusal } from '../guard-refusal.ts'
import { loginCookie } from '../sessions/login-cookie.ts'
import { mintSession } from '../tokens/mint-session.ts'
import { confirmWithTrigger } from '../tokens/confirm-with-trigger.ts'
import type { TriggerPorts } from '../triggers/trigger.ts'
import { newAuthorizationCode } from './authorization-codes.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { consentCookie } from './consent-proof.ts'
import { judgeConsent } from './judge-consent.ts'
import { spendPushedRequest } from './pushed-request.ts'
import { isOwnPage } from './is-own-page.ts'
import { recognise, type AuthorizationSource, type Recognised } from './recognise.ts'
import { codeLocation, errorLocation, tokensLocation } from './redirect-location.ts'

/** Where the browser goes; redirect with 303 after a POST, and with 302 after a GET. */
export interface CompletedAuthorization {
  readonly kind: 'redirect'
  readonly location: string
  /** Whole `Set-Cookie` values: of the browser's session after an interactive sign-in, and for the page of a consent. */
  readonly cookies: readonly string[]
}

type Needs = TriggerPorts & Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>

interface Completion {
  readonly domain: PoolDomain
  readonly client: AppClient
  readonly request: AuthorizationRequest
  readonly source: AuthorizationSource
  /** That of the request, as the browser brought it. */
  readonly query: string
  /** Whether the person says with this that the client may have what it asks for. */
  readonly isConsented?: boolean
}

/**
 * Ends an authorization: everything that the sign-in spends, the browser's new session, and the code (or, for the
 * implicit grant, the token family) are one commit. A refusal means that nothing happened. Where the person must be
 * asked first what the client may have, the sign-in alone is done, and the browser goes to the page that asks.
 */
export async function completeAuthorization(
  ports: Needs,
  completion: Completion,
): Promise<CompletedAuthorization | SignInRefusal> {
  const { domain, client, request, source, isConsented = false } = completion
  const recognised = await recognise(ports, { domain, client, source })
  const { newSession, originSessionId, sid } = recognised
  const { pool, user } = recognised.authenticated
  if (recognised.authenticated.client.id !== request.clientId || pool.id !== domain.pool.id)
    throw new Error('a sign-in completes the authorization of its own client only')
  const isTold = source.kind === 'sign-in' && source.isSignUp !== true
  const denied = isTold ? await confirmWithTrigger(ports, source.authenticated) : undefined
  if (denied !== undefined) return denied
  const cookies = newSession === undefined ? [] : [loginCookie(domain, newSession)]
  // Whoever comes to look after their account, or to allow a device, needs the session alone.
  if (isOwnPage(domain, client, request.redirectUri)) {
    const committed = await ports.storage.commit(recognised.authenticated.writes)
    if (!committed.committed) return guardRefusal(committed)
    return { kind: 'redirect', location: request.redirectUri, cookies }
  }
  const consent = await judgeConsent(ports, { pool, client, user, request, isGiven: isConsented })
  if (consent.kind === 'missing') return askConsent(ports, completion, { ...recognised, cookies })
  const authenticated = {
    ...recognised.authenticated,
    isAcrAsked: request.acrValues.length > 0,
    writes: [...recognised.authenticated.writes, ...spendPushedRequest(pool.id, request.pushed), ...consent.writes],
  }
  if (request.responseType === 'token') return grantTokens(ports, { request, authenticated, sid, cookies })

  const { code, write } = newAuthorizationCode(ports, request, { signIn: authenticated, originSessionId, sid })
  const committed = await ports.storage.commit([...authenticated.writes, write])
  if (!committed.committed) return guardRefusal(committed)
  return { kind: 'redirect', location: codeLocation(request, code), cookies }
}

/** The sign-in is done, and the pushed request is not spent: both serve the answer that comes with the consent. */
async function askConsent(
  ports: Needs,
  { domain, request, query }: Completion,
  { authenticated, idHash, cookies }: Recognised & { readonly cookies: readonly string[] },
): Promise<CompletedAuthorization | SignInRefusal> {
  if (request.prompts.includes('none'))
    return { kind: 'redirect', location: errorLocation(request, 'consent_required', 'Consent required'), cookies: [] }
  const committed = await ports.storage.commit(authenticated.writes)
  if (!committed.committed) return guardRefusal(committed)
  const proof = consentCookie(ports, domain, { idHash, query, nonce: request.nonce })
  return { kind: 'redirect', location: `${domain.baseUrl}/consent?${query}`, cookies: [...cookies, proof] }
}

async function grantTokens(
  ports: Needs,
  {
    request,
    authenticated,
    sid,
    cookies,
  }: {
    readonly request: AuthorizationRequest
    readonly authenticated: Authenticated
    readonly sid: string | undefined
    readonly cookies: readonly string[]
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
  return { kind: 'redirect', location, cookies }
}
