import assert from 'node:assert/strict'
import { inflateRawSync } from 'node:zlib'
import type { User } from '../../src/domain/users/user.ts'
import { federationRoutes } from '../../src/federation/routes.ts'
import { findByUsername } from '../../src/flows/federation/find-federated-user.ts'
import { answerDomainRequest } from '../../src/flows/user-pools/answer-domain-request.ts'
import { headersFromRecord } from '../../src/http/headers.ts'
import type { HttpResponse } from '../../src/http/message.ts'
import { splitTarget } from '../../src/http/query.ts'
import { loginRoutes } from '../../src/login/routes.ts'
import { oauthRoutes } from '../../src/oauth/routes.ts'
import {
  callback,
  givenFederation,
  type FederationOverrides,
  type GivenFederation,
} from '../../src/testing/given-federation.ts'
import { encoded, samlIdp, samlResponse, type ResponseContent, type SamlIdp } from '../../src/testing/saml-idp.ts'

export const idp = samlIdp()
const receiver = samlIdp('urn:ours')
/** What assertions are encrypted for. */
export const assertionKey = {
  privateKey: Uint8Array.from(receiver.privateKey.export({ type: 'pkcs8', format: 'der' })),
  certificate: Uint8Array.from(Buffer.from(receiver.certificate, 'base64')),
}
export const signedOut = 'https://app.example.com/signed-out'

/** A browser that is on its way to the provider. */
export interface Departed {
  readonly location: URL
  /** What is asked there. */
  readonly request: string
  readonly requestId: string
  readonly relayState: string
  /** For a `cookie` field. */
  readonly cookie: string
}

export interface SamlPool extends GivenFederation {
  readonly send: (method: string, target: string, sent?: Sent) => Promise<HttpResponse>
  /** The query with which a client asks for the provider. */
  readonly query: (more?: Readonly<Record<string, string>>) => string
  readonly depart: (more?: Readonly<Record<string, string>>) => Promise<Departed>
  /** What the provider says of Ada, in Base64. */
  readonly vouch: (requestId: string | undefined, more?: Partial<ResponseContent>) => Promise<string>
  readonly answer: (departed: Departed, response: string, more?: Partial<Sent>) => Promise<HttpResponse>
  readonly signIn: (more?: Partial<ResponseContent>) => Promise<HttpResponse>
  readonly advance: (seconds: number) => void
  readonly requireUser: (username: string) => Promise<User>
}

export interface Sent {
  readonly cookie?: string | undefined
  readonly form?: Readonly<Record<string, string>>
}

export interface SamlPoolOptions extends Omit<FederationOverrides, 'provider'> {
  readonly details?: Readonly<Record<string, string>>
  readonly attributeMapping?: Readonly<Record<string, string>>
  readonly identifiers?: readonly string[]
  readonly providers?: readonly string[]
  readonly provider?: SamlIdp
}

/** A pool that people enter through one SAML provider, called Corp, without a network. */
export async function samlPool({
  details = { MetadataFile: idp.metadata },
  attributeMapping = { email: 'mail' },
  identifiers = [],
  providers = ['Corp'],
  provider: signer = idp,
  ...overrides
}: SamlPoolOptions = {}): Promise<SamlPool> {
  const given = await givenFederation({
    ...overrides,
    provider: { name: 'Corp', type: 'SAML', details, attributeMapping, identifiers, assertionKey },
    client: {
      ...overrides.client,
      configuration: {
        SupportedIdentityProviders: [...providers],
        LogoutURLs: [signedOut],
        ...overrides.client?.configuration,
      },
    },
  })
  const { ports, pool, domain, client } = given
  const routes = [...oauthRoutes, ...federationRoutes, ...loginRoutes]
  const facts = { requestId: 'r', region: pool.region, accountId: '1', sourceIp: '192.0.2.1', userAgent: 'test' }

  const send: SamlPool['send'] = async (method, target, { cookie, form } = {}) => {
    const { path, query } = splitTarget(target)
    const headers = headersFromRecord({
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(cookie !== undefined && { cookie }),
    })
    const body = Buffer.from(new URLSearchParams(form).toString())
    const response = await answerDomainRequest(routes, { domain, method, path, query, headers, body, facts }, ports)
    assert.notEqual(response.status, 500, JSON.stringify(ports.lines, errorText))
    return response
  }
  const query: SamlPool['query'] = (more = {}) =>
    new URLSearchParams({
      client_id: client.id,
      redirect_uri: callback,
      response_type: 'code',
      identity_provider: 'Corp',
      state: 'xyz',
      ...more,
    }).toString()
  const depart: SamlPool['depart'] = async (more) => {
    const response = await send('GET', `/oauth2/authorize?${query(more)}`)
    const location = locationOf(response)
    const request = inflateRawSync(Buffer.from(location.searchParams.get('SAMLRequest') ?? '', 'base64')).toString()
    return {
      location,
      request,
      requestId: / ID="([^"]+)"/.exec(request)?.[1] ?? '',
      relayState: location.searchParams.get('RelayState') ?? '',
      cookie: cookieOf(response),
    }
  }
  const vouch: SamlPool['vouch'] = async (requestId, more) =>
    encoded(
      await samlResponse({
        idp: signer,
        recipient: `${domain.baseUrl}/saml2/idpresponse`,
        audience: `urn:amazon:cognito:sp:${pool.id}`,
        now: ports.clock.now(),
        requestId,
        assertionId: `_a${ports.random.bytes(8).join('')}`,
        attributes: { mail: ['ada@example.com'] },
        ...more,
      }),
    )
  const answer: SamlPool['answer'] = ({ relayState, cookie }, response, more) =>
    send('POST', '/saml2/idpresponse', { cookie, form: { SAMLResponse: response, RelayState: relayState }, ...more })

  return {
    ...given,
    send,
    query,
    depart,
    vouch,
    answer,
    async signIn(more) {
      const departed = await depart()
      return answer(departed, await vouch(departed.requestId, more))
    },
    advance: (seconds) => ports.clock.advanceSeconds(seconds),
    async requireUser(username) {
      const user = await findByUsername(ports, pool, username)
      assert.ok(user, `${username} is not there`)
      return user
    },
  }
}

export function locationOf({ status, headers }: HttpResponse): URL {
  assert.ok(status === 302 || status === 303, `status ${status} instead of a redirect`)
  return new URL(String(headers.location))
}

export function cookieOf({ headers }: HttpResponse): string {
  return [headers['set-cookie'] ?? []]
    .flat()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}

/** The error that a client is told, or the code of the error page. */
export function errorOf(response: HttpResponse): string {
  const { searchParams } = locationOf(response)
  return searchParams.get('error_description') ?? searchParams.get('error') ?? 'none'
}

function errorText(_name: string, value: unknown): unknown {
  return value instanceof Error ? value.stack : value
}
