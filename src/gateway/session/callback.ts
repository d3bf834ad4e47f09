import type { JwtClaims } from '../../crypto/jose/jwt.ts'
import type { Reply } from '../exchange/reply.ts'
import { endSession } from './end-session.ts'
import { verifyIdToken } from './id-token.ts'
import { startSession } from './live-session.ts'
import { redirectUri } from './login.ts'
import { openTransaction, type LoginTransaction } from './login-transaction.ts'
import { loginCookieRemoval, readLoginCookie, readSessionCookie, sessionCookie } from './session-cookies.ts'
import type { SessionPorts } from './session-ports.ts'
import { sessionRedirect } from './session-reply.ts'
import type { SessionRequest } from './session-request.ts'
import { requestTokens, type GrantedTokens } from './token-endpoint.ts'

/** `GET /auth/callback`: the browser comes back from the issuer, and leaves with a session or an error code. */
export async function callback(request: SessionRequest, ports: SessionPorts): Promise<Reply> {
  const { configuration } = ports
  const state = onlyValue(request, 'state')
  const sealed = state === undefined ? undefined : readLoginCookie(request.cookies, state)
  const transaction = state === undefined || sealed === undefined ? undefined : openTransaction(ports, sealed, state)
  // Begun elsewhere, too long ago, or completed already: nothing of the answer can be trusted.
  if (transaction === undefined) return sessionRedirect(errorPath('login_expired'))
  const done = [loginCookieRemoval(transaction.state)]

  const issuer = onlyValue(request, 'iss')
  // RFC 9207: where the issuer names itself, it must be ours.
  if (issuer !== undefined && issuer !== configuration.issuer) return sessionRedirect(errorPath('wrong_issuer'), done)
  const code = onlyValue(request, 'code')
  if (code === undefined) return sessionRedirect(errorPath(errorOf(request)), done)

  const signedIn = await redeem(ports, code, transaction)
  if (signedIn === undefined) return sessionRedirect(errorPath('login_failed'), done)

  const previous = readSessionCookie(request.cookies)
  if (previous !== undefined) await endSession(ports, previous)
  const id = await startSession(ports, signedIn.tokens, signedIn.claims)
  ports.log.info({ app: configuration.app, sub: signedIn.claims['sub'] }, 'session started')
  return sessionRedirect(transaction.returnTo, [...done, sessionCookie(id)])
}

interface SignedIn {
  readonly tokens: GrantedTokens & { readonly idToken: string }
  readonly claims: JwtClaims
}

async function redeem(ports: SessionPorts, code: string, transaction: LoginTransaction): Promise<SignedIn | undefined> {
  const outcome = await requestTokens(ports, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri(ports.configuration.origin),
    code_verifier: transaction.codeVerifier,
  })
  if (outcome.kind !== 'granted' || outcome.tokens.idToken === undefined) return undefined
  const { idToken } = outcome.tokens
  const claims = await verifyIdToken(ports, idToken, { nonce: transaction.nonce })
  return claims === undefined ? undefined : { tokens: { ...outcome.tokens, idToken }, claims }
}

/** The page finds the code in its query and words it. */
function errorPath(code: string): string {
  return `/?signInError=${code}`
}

function errorOf(request: SessionRequest): string {
  const error = onlyValue(request, 'error') ?? ''
  return /^[a-z_]{1,40}$/.test(error) ? error : 'login_failed'
}

function onlyValue({ guarded }: SessionRequest, name: string): string | undefined {
  const values = guarded.query.pairs.filter(([parameter]) => parameter === name)
  return values.length === 1 ? values[0]?.[1] : undefined
}
