import type { AppClient } from '../domain/app-clients/app-client.ts'
import { claimsAsText } from '../domain/federation/claims-as-text.ts'
import { withUsername } from '../domain/federation/identity-provider-rules.ts'
import type { IdentityProvider } from '../domain/federation/identity-provider.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import type { CompletedAuthorization } from '../flows/authorization/complete-authorization.ts'
import { readAuthorizationRequest } from '../flows/authorization/read-authorization-request.ts'
import { completeFederatedSignIn } from '../flows/federation/complete-federated-sign-in.ts'
import type { FederatedIdentity, FederationFailure } from '../flows/federation/federated-identity.ts'
import type { PoolDomain } from '../flows/user-pools/domain-request.ts'
import type { AppClientOverrides } from './build-app-client.ts'
import type { UserPoolOverrides } from './build-user-pool.ts'
import { givenClient, givenPool } from './given.ts'
import { testPorts, type TestPorts } from './test-ports.ts'

export const callback = 'https://app.example.com/callback'

export interface GivenFederation extends AsyncDisposable {
  readonly ports: TestPorts
  readonly pool: UserPool
  readonly domain: PoolDomain
  readonly client: AppClient
  readonly provider: IdentityProvider
  /** Ends a sign-in of somebody whom the provider calls `subject`. */
  readonly enter: (
    subject: string,
    claims?: Readonly<Record<string, unknown>>,
    more?: Partial<FederatedIdentity> & { readonly query?: string; readonly userAgent?: string },
  ) => Promise<CompletedAuthorization | FederationFailure>
}

export interface FederationOverrides {
  readonly ports?: TestPorts
  readonly pool?: UserPoolOverrides
  readonly client?: AppClientOverrides
  readonly provider?: Partial<IdentityProvider>
}

/** A pool with an OIDC provider, called Acme unless told otherwise, and a client that offers it beside passwords. */
export async function givenFederation({
  ports: given,
  pool: poolOverrides,
  client: clientOverrides,
  provider: providerOverrides,
}: FederationOverrides = {}): Promise<GivenFederation> {
  const ports = given ?? (await testPorts())
  const pool = await givenPool(ports, poolOverrides)
  const { attributeMapping = { email: 'email' }, ...rest } = providerOverrides ?? {}
  const type = rest.type ?? 'OIDC'
  const provider: IdentityProvider = {
    poolId: pool.id,
    name: 'Acme',
    type,
    details: {
      client_id: 'pool',
      client_secret: 'secret',
      oidc_issuer: 'https://idp.example',
      authorize_scopes: 'openid',
    },
    attributeMapping: withUsername(type, attributeMapping),
    identifiers: [],
    acrMapping: undefined,
    assertionKey: undefined,
    createdAt: pool.createdAt,
    updatedAt: pool.createdAt,
    version: 1,
    ...rest,
  }
  const created = await ports.storage.commit([{ write: 'createIdentityProvider', provider }])
  if (!created.committed) throw new Error(`a test's own provider met the guard ${created.guard}`)
  const client = await givenClient(ports, pool, {
    ...clientOverrides,
    configuration: { SupportedIdentityProviders: ['COGNITO', provider.name], ...clientOverrides?.configuration },
  })
  const domain: PoolDomain = { pool, baseUrl: 'https://notes.auth.us-east-1.localhost', managedLoginVersion: 2 }
  const enter: GivenFederation['enter'] = async (
    subject,
    claims = {},
    { query = '', userAgent = 'test', ...more } = {},
  ) => {
    const asked = new URLSearchParams({ client_id: client.id, redirect_uri: callback, response_type: 'code' })
    const read = await readAuthorizationRequest(ports, domain, `${asked.toString()}&state=xyz${query}`)
    if (read.kind !== 'valid') throw new Error(`a test's own request is ${read.kind}`)
    const all = { sub: subject, ...claims }
    return completeFederatedSignIn(ports, {
      domain,
      client,
      request: read.request,
      query: `${asked.toString()}&state=xyz${query}`,
      facts: { requestId: 'r', region: pool.region, accountId: '1', sourceIp: '192.0.2.1', userAgent },
      provider,
      identity: {
        kind: 'identity',
        subject,
        claims: claimsAsText(all),
        answer: { tokenResponse: {}, idToken: all, userInfo: undefined },
        issuer: null,
        ...more,
      },
      replacedCookie: undefined,
    })
  }
  return { ports, pool, domain, client, provider, enter, [Symbol.asyncDispose]: () => ports[Symbol.asyncDispose]() }
}
