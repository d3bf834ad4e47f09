import type { Reply } from '../exchange/reply.ts'
import { beginTransaction, codeChallenge, sealTransaction } from './login-transaction.ts'
import { returnPath } from './return-path.ts'
import type { SessionPorts } from './session-ports.ts'
import { sessionRedirect } from './session-reply.ts'
import type { SessionRequest } from './session-request.ts'
import { loginCookie, surplusLoginRemovals } from './session-cookies.ts'

/** What a page may ask of the issuer's sign-in. */
const PASSED_ON = ['identity_provider', 'lang', 'login_hint', 'prompt', 'ui_locales']

/** `GET /auth/login?returnTo=/path`: to the issuer, with PKCE, state and nonce that only this browser can complete. */
export function login(request: SessionRequest, ports: SessionPorts): Reply {
  const { configuration } = ports
  const query = new Map(request.guarded.query.pairs)
  const transaction = beginTransaction(ports, returnPath(query.get('returnTo'), configuration.origin))
  const { authorization, signUp } = configuration.endpoints
  const url = new URL(query.get('screen') === 'signup' && signUp !== undefined ? signUp : authorization)
  const parameters = {
    response_type: 'code',
    client_id: configuration.clientId,
    redirect_uri: redirectUri(configuration.origin),
    scope: configuration.scopes.join(' '),
    state: transaction.state,
    nonce: transaction.nonce,
    code_challenge: codeChallenge(transaction),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  for (const name of PASSED_ON) {
    const value = query.get(name)
    if (value !== undefined && value.length <= 256) url.searchParams.set(name, value)
  }
  return sessionRedirect(url.href, [
    ...surplusLoginRemovals(request.cookies),
    loginCookie(transaction.state, sealTransaction(ports, transaction)),
  ])
}

/** To be registered with the app client, exactly so. */
export function redirectUri(origin: string): string {
  return `${origin}/auth/callback`
}
