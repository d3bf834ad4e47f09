import { isJsonObject, parseStrictJson } from '../../crypto/jose/strict-json.ts'
import { readBounded } from '../fetch.ts'
import type { SessionPorts } from './session-ports.ts'

export interface GrantedTokens {
  readonly accessToken: string
  /** Absent from a refresh of some issuers. */
  readonly idToken: string | undefined
  /** Absent from a refresh without rotation: the old one goes on. */
  readonly refreshToken: string | undefined
  readonly expiresInSeconds: number
}

export type TokenOutcome =
  | { readonly kind: 'granted'; readonly tokens: GrantedTokens }
  /** The issuer will never take this code or refresh token again. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'unavailable' }

type EndpointPorts = Pick<SessionPorts, 'configuration' | 'fetch' | 'log'>

const MILLISECONDS = 10_000
const LARGEST_ANSWER_BYTES = 64 * 1024

/** RFC 6749 section 4.1.3 or 6. */
export async function requestTokens(
  ports: EndpointPorts,
  parameters: Readonly<Record<string, string>>,
): Promise<TokenOutcome> {
  const answer = await post(ports, ports.configuration.endpoints.token, parameters)
  if (answer === undefined) return { kind: 'unavailable' }
  const { status, body } = answer
  if (status === 200) {
    const tokens = grantedTokens(body)
    if (tokens !== undefined) return { kind: 'granted', tokens }
    ports.log.error({ status }, 'the token endpoint answered without usable tokens')
    return { kind: 'unavailable' }
  }
  if (body?.['error'] === 'invalid_grant') return { kind: 'refused' }
  // A wrong secret or a fault over there is no reason to end anybody's session.
  ports.log.error({ status, error: errorCode(body) }, 'the token endpoint refused the gateway')
  return { kind: 'unavailable' }
}

/** RFC 7009. Says whether the issuer took it; a session ends either way. */
export async function revokeToken(ports: EndpointPorts, refreshToken: string): Promise<boolean> {
  const { revocation } = ports.configuration.endpoints
  if (revocation === undefined) return false
  const answer = await post(ports, revocation, { token: refreshToken, token_type_hint: 'refresh_token' })
  if (answer?.status !== 200) ports.log.error({ status: answer?.status }, 'the refresh token could not be revoked')
  return answer?.status === 200
}

async function post(
  { configuration: { clientId, findClientSecret }, fetch, log }: EndpointPorts,
  url: string,
  parameters: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> | undefined } | undefined> {
  try {
    const clientSecret = await findClientSecret()
    const body = new URLSearchParams({ ...parameters, ...(clientSecret === undefined ? { client_id: clientId } : {}) })
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        ...(clientSecret === undefined ? {} : { authorization: basic(clientId, clientSecret) }),
      },
      body: body.toString(),
      redirect: 'error',
      signal: AbortSignal.timeout(MILLISECONDS),
    })
    const bytes = await readBounded(response, LARGEST_ANSWER_BYTES)
    const document = bytes === undefined ? undefined : parseStrictJson(bytes)
    return { status: response.status, body: isJsonObject(document) ? document : undefined }
  } catch (cause) {
    log.error({ url, cause }, 'the issuer could not be reached')
    return undefined
  }
}

/** RFC 6749 section 2.3.1: both parts form-encoded before they are joined. */
function basic(clientId: string, clientSecret: string): string {
  const pair = [clientId, clientSecret].map((part) => encodeURIComponent(part).replaceAll('%20', '+')).join(':')
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

function grantedTokens(body: Readonly<Record<string, unknown>> | undefined): GrantedTokens | undefined {
  const {
    access_token: accessToken,
    id_token: idToken,
    refresh_token: refreshToken,
    expires_in: expiresIn,
  } = body ?? {}
  if (typeof accessToken !== 'string' || !/^[\x21-\x7E]+$/.test(accessToken)) return undefined
  if (typeof expiresIn !== 'number' || !(expiresIn > 0)) return undefined
  return {
    accessToken,
    idToken: typeof idToken === 'string' ? idToken : undefined,
    refreshToken: typeof refreshToken === 'string' ? refreshToken : undefined,
    expiresInSeconds: expiresIn,
  }
}

function errorCode(body: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const error = body?.['error']
  return typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? error : undefined
}
