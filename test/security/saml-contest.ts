import { inflateRawSync } from 'node:zlib'
import { encoded, samlIdp, samlResponse } from '../../src/testing/saml-idp.ts'
import { callback } from './app.ts'
import type { Arena } from './arena.ts'
import { jsonOf, type Reply, type Surface } from './surface.ts'

const provider = samlIdp()

/** Everybody brings the same assertion, which a provider made by itself. Somebody whom the pool knows is meant. */
export async function bringOneAssertion({ on, poolId }: Arena): Promise<() => Promise<Reply>> {
  const ids = { UserPoolId: poolId, ProviderName: 'Corp' }
  const ProviderDetails = { MetadataFile: provider.metadata, IDPInit: 'true' }
  await on.operate('CreateIdentityProvider', { ...ids, ProviderType: 'SAML', ProviderDetails })
  const { UserPoolClient } = jsonOf(
    await on.operate('CreateUserPoolClient', {
      UserPoolId: poolId,
      ClientName: 'corporate',
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      CallbackURLs: [callback],
      SupportedIdentityProviders: ['Corp'],
    }),
  )
  const relayState = new URLSearchParams({
    client_id: UserPoolClient.ClientId,
    redirect_uri: callback,
    response_type: 'code',
    identity_provider: 'Corp',
  }).toString()
  const recipients = await findResponseUrls(on, poolId, relayState)
  const bring = async (assertionId: string, groups: readonly string[] = []): Promise<Reply> => {
    const audience = `urn:amazon:cognito:sp:${poolId}`
    const xml = await samlResponse({
      idp: provider,
      recipient: recipients[0] ?? '',
      audience,
      now: on.now(),
      requestId: undefined,
      assertionId,
      attributes: { groups },
      edit: (unsigned) => forEvery(recipients, unsigned),
    })
    const body = new URLSearchParams({ SAMLResponse: encoded(xml), RelayState: relayState }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return asApi(await on.visit(poolId, { method: 'POST', path: '/saml2/idpresponse', headers, body }))
  }
  // Somebody in many groups: more than any other form may bring.
  const known = await bring(
    '_known',
    Array.from({ length: 1000 }, (_, nth) => `group number ${nth}`),
  )
  if (known.status !== 200) throw new Error(`nobody gets in: ${known.body}`)
  return () => bring('_wanted')
}

/** One confirmation for each node, all of which have an address of their own here, and no destination. */
function forEvery(recipients: readonly string[], xml: string): string {
  const [confirmation = ''] = /<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>/.exec(xml) ?? []
  const all = recipients.map((recipient) => confirmation.replace(/Recipient="[^"]*"/, `Recipient="${recipient}"`))
  return xml.replace(confirmation, all.join('')).replace(/ Destination="[^"]*"/, '')
}

async function findResponseUrls(on: Surface, poolId: string, query: string): Promise<readonly string[]> {
  const asked = Array.from({ length: 8 }, () => findResponseUrl(on, poolId, query))
  return [...new Set(await Promise.all(asked))]
}

async function findResponseUrl(on: Surface, poolId: string, query: string): Promise<string> {
  const { headers } = await on.visit(poolId, { method: 'GET', path: '/oauth2/authorize', query })
  const request = new URL(String(headers.location)).searchParams.get('SAMLRequest') ?? ''
  const xml = inflateRawSync(Buffer.from(request, 'base64')).toString()
  return / AssertionConsumerServiceURL="([^"]+)"/.exec(xml)?.[1] ?? ''
}

/** What the redirect says, as an endpoint would say it. */
function asApi(reply: Reply): Reply {
  const { searchParams } = new URL(String(reply.headers.location ?? 'none:'))
  if (searchParams.has('code')) return { ...reply, status: 200 }
  const error = searchParams.get('error_description') ?? `${reply.status} ${reply.body}`
  return { ...reply, status: 400, body: JSON.stringify({ error }) }
}
