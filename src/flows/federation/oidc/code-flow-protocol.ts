import { createHash } from 'node:crypto'
import { claimsAsText, type Claims } from '../../../domain/federation/claims-as-text.ts'
import type { IdentityProvider } from '../../../domain/federation/identity-provider.ts'
import type { PoolDomain } from '../../user-pools/domain-request.ts'
import { failed, type FederatedIdentity, type FederationFailure } from '../federated-identity.ts'
import type { FederationProtocol, ProtocolAnswer, ProtocolPorts } from '../federation-protocol.ts'
import type { Dialect } from './dialect.ts'
import { readIdToken } from './id-token.ts'
import { askProvider, type ProviderReply } from './provider-call.ts'
import { findEndpoints, type ProviderEndpoints } from './provider-endpoints.ts'

/** The authorization code flow of OpenID Connect and OAuth, with a provider that speaks this dialect. */
export function codeFlowProtocol(dialect: Dialect): FederationProtocol {
  return {
    async begin(ports, { domain, provider, state, request }) {
      const endpoints = await findEndpoints(ports, provider.details)
      if (endpoints === undefined) return unreachable(provider)
      const newSecret = () => Buffer.from(ports.random.bytes(32)).toString('base64url')
      const nonce = newSecret()
      const verifier = newSecret()
      const prompt = request.prompts.filter((each) => each !== 'none').join(' ')
      const { client_id = '', authorize_scopes = '' } = provider.details
      const location = new URL(endpoints.authorization)
      const parameters = {
        client_id,
        redirect_uri: redirectUri(domain),
        scope: dialect.scope(authorize_scopes),
        response_type: 'code',
        state,
        ...(dialect.hasIdToken && { nonce }),
        ...(endpoints.hasPkce && { code_challenge: challengeOf(verifier), code_challenge_method: 'S256' }),
        ...(prompt !== '' && { prompt }),
        ...(dialect.takesLoginHint && request.loginHint !== undefined && { login_hint: request.loginHint }),
        ...dialect.authorizationParameters(provider, request),
      }
      for (const [name, value] of Object.entries(parameters)) location.searchParams.set(name, value)
      return { kind: 'begun', location: location.href, memory: { nonce, ...(endpoints.hasPkce && { verifier }) } }
    },

    async complete(ports, answer) {
      const { provider, parameters } = answer
      const code = parameters.get('code')
      if (!code || parameters.has('error')) return relayed(provider, parameters)
      const endpoints = await findEndpoints(ports, provider.details)
      if (endpoints === undefined) return unreachable(provider)
      if (isFromAnother(endpoints, parameters.get('iss'))) return failed('Invalid issuer in the provider response')
      const reply = await exchangeCode(ports, dialect, { answer, endpoints, code })
      return reply.kind === 'failed' ? reply : identify(ports, dialect, { answer, endpoints, reply })
    },
  }
}

function redirectUri({ baseUrl }: PoolDomain): string {
  return `${baseUrl}/oauth2/idpresponse`
}

/** RFC 7636 section 4.2. */
function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

function unreachable({ name }: IdentityProvider): FederationFailure {
  return failed(`${name} Error - the endpoints of the provider are not known`)
}

/** RFC 9207 section 2.4: a provider that names itself always does, and one that is named must be the one we asked. */
function isFromAnother({ issuer, namesItself }: ProviderEndpoints, named: string | undefined): boolean {
  return named === undefined ? namesItself : issuer !== '' && named !== issuer
}

/** What the provider, or whoever holds the browser, says went wrong: words, and no more than that. */
function relayed({ name }: IdentityProvider, parameters: ReadonlyMap<string, string>): FederationFailure {
  const said = parameters.get('error_description') ?? parameters.get('error') ?? 'no code'
  return failed(`${name} Error - ${said.replaceAll(/\p{C}/gu, ' ').slice(0, 300)}`)
}

interface Exchange {
  readonly answer: ProtocolAnswer
  readonly endpoints: ProviderEndpoints
}

/** Cognito: the secret goes in the form. */
async function exchangeCode(
  ports: ProtocolPorts,
  dialect: Dialect,
  { answer: { domain, provider, memory }, endpoints, code }: Exchange & { readonly code: string },
): Promise<ProviderReply | FederationFailure> {
  const secret = await dialect.clientSecret(ports, provider)
  if (secret === undefined) return failed(`${provider.name} Error - the private key cannot be read`)
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    client_id: provider.details.client_id ?? '',
    redirect_uri: redirectUri(domain),
    ...(secret !== '' && { client_secret: secret }),
    ...(memory.verifier !== undefined && { code_verifier: memory.verifier }),
  }).toString()
  const asked = { providerName: provider.name, what: 'token' } as const
  if (dialect.tokenMethod === 'GET') return askProvider(ports, withQuery(endpoints.token, form), asked)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return askProvider(ports, endpoints.token, { ...asked, method: 'POST', headers, body: form })
}

function withQuery(url: string, query: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${query}`
}

async function identify(
  ports: ProtocolPorts,
  dialect: Dialect,
  { answer, endpoints, reply: { document } }: Exchange & { readonly reply: ProviderReply },
): Promise<FederatedIdentity | FederationFailure> {
  const { provider, memory } = answer
  const { access_token: accessToken, id_token: idToken } = document
  if (typeof accessToken !== 'string') return failed(`${provider.name} Error - no access token`)
  const presented = { endpoints, details: provider.details, nonce: memory.nonce ?? '' }
  if (dialect.hasIdToken && typeof idToken !== 'string') return failed(`${provider.name} Error - no ID token`)
  const read =
    dialect.hasIdToken && typeof idToken === 'string' ? await readIdToken(ports, idToken, presented) : undefined
  if (read?.kind === 'failed') return read
  const asked = { provider, endpoints, accessToken, idToken: read?.claims }
  const info = await dialect.askUserInfo(ports, asked)
  if (info.kind === 'failed') return info

  const own = info.claims[dialect.subjectClaim]
  const subject = read?.subject ?? (typeof own === 'string' || typeof own === 'number' ? String(own) : '')
  if (subject === '') return failed(`${provider.name} Error - no ${dialect.subjectClaim}`)
  // OpenID Connect Core section 5.3.2: an answer about somebody else must not be used.
  if (read !== undefined && own !== undefined && own !== subject)
    return failed(`${provider.name} Error - user info of another subject`)
  return {
    kind: 'identity',
    subject,
    claims: { ...dialect.claimsBeside(answer), ...joined(info.claims, read?.claims), ...tokensOf(document) },
    answer: { tokenResponse: document, idToken: read?.claims, userInfo: info.raw },
    issuer: null,
    acr: typeof read?.claims.acr === 'string' ? read.claims.acr : undefined,
    nonce: dialect.hasIdToken ? memory.nonce : undefined,
  }
}

/** Cognito: the ID token wins. What user information says of an address is not said of another in the ID token. */
function joined(userInfo: Readonly<Record<string, unknown>>, idToken: Readonly<Record<string, unknown>> = {}): Claims {
  const info = new Map(Object.entries(userInfo))
  for (const name of ['email', 'phone_number']) {
    if (idToken[name] !== undefined && idToken[name] !== userInfo[name]) info.delete(`${name}_verified`)
  }
  return claimsAsText({ ...Object.fromEntries(info), ...idToken })
}

/** Cognito: a mapping may keep the provider's tokens. */
function tokensOf({ access_token, id_token }: Readonly<Record<string, unknown>>): Claims {
  return claimsAsText({ access_token, id_token })
}
