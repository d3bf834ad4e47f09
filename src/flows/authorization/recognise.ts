import { newUuid } from '../../crypto/identifiers.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { SamlSession } from '../../domain/federation/saml-session.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { Ports } from '../../ports/ports.ts'
import { findLoginSession, newLoginSession, type ValidLoginSession } from '../sessions/login-session.ts'
import { sessionActivity } from '../sessions/track-session.ts'
import { proveSignIn, type Authenticated } from '../sessions/authenticated.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'

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

export interface Recognised {
  readonly authenticated: Authenticated
  /** For the cookie of a browser that has none yet. */
  readonly newSession: { readonly value: string; readonly maxAgeSeconds: number } | undefined
  readonly originSessionId: string | undefined
  readonly sid: string | undefined
  /** Of the browser's session. */
  readonly idHash: string
}

type Needs = Pick<Ports, 'clock' | 'random' | 'storage'>

interface Recognisable {
  readonly domain: PoolDomain
  readonly client: AppClient
  readonly source: AuthorizationSource
}

/** Who signed in, and the browser's session that they have or begin with it. */
export async function recognise(ports: Needs, { domain, client, source }: Recognisable): Promise<Recognised> {
  if (source.kind === 'login-session')
    return {
      authenticated: resume(ports, { domain, client, source }),
      newSession: undefined,
      originSessionId: source.found.session.track?.sessionId,
      sid: source.found.session.sid,
      idHash: source.found.session.idHash,
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
    idHash: session.idHash,
  }
}

/** A browser's session proves the sign-in that began it, at its own time and by its own factors. */
function resume(
  ports: Needs,
  {
    domain,
    client,
    source,
  }: Omit<Recognisable, 'source'> & {
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
