import { inflateRawSync } from 'node:zlib'
import type { IdentityProvider } from '../../src/domain/federation/identity-provider.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import { givenClient } from '../../src/testing/given.ts'
import { encoded, samlIdp, samlResponse } from '../../src/testing/saml-idp.ts'
import { callback } from './app.ts'
import type { Installation } from './installation.ts'
import type { Reply } from './surface.ts'

const provider = samlIdp()
/** Keys cost a tenth of a second: nothing is encrypted here. */
const assertionKey = {
  privateKey: Uint8Array.from(provider.privateKey.export({ type: 'pkcs8', format: 'der' })),
  certificate: Uint8Array.from(Buffer.from(provider.certificate, 'base64')),
}
const signedOut = 'https://app.example.com/signed-out'

/** Two browsers that are away at a SAML provider: one to sign in there, one to sign out. */
export interface SamlDepartures {
  readonly signInState: string
  readonly signOutState: string
  /** The provider's good answers beside whatever relay state. Whether they were taken. */
  endSignIn(relayState: string): Promise<boolean>
  endSignOut(relayState: string): Promise<boolean>
}

export async function departToProvider(
  on: Installation,
  pool: UserPool,
  clientId = 'corporate',
): Promise<SamlDepartures> {
  const corp: IdentityProvider = {
    poolId: pool.id,
    name: 'Corp',
    type: 'SAML',
    details: { MetadataFile: provider.metadata, IDPSignout: 'true' },
    attributeMapping: {},
    identifiers: [],
    acrMapping: undefined,
    assertionKey,
    createdAt: on.now(),
    updatedAt: on.now(),
    version: 1,
  }
  await on.ports.storage.commit([{ write: 'createIdentityProvider', provider: corp }])
  const configuration = { SupportedIdentityProviders: ['Corp'], LogoutURLs: [signedOut] }
  const client = await givenClient(on.ports, pool, { id: clientId, configuration })
  const query = new URLSearchParams({
    client_id: client.id,
    redirect_uri: callback,
    response_type: 'code',
    identity_provider: 'Corp',
  }).toString()

  const post = (path: string, form: Readonly<Record<string, string>>, cookie = '') =>
    on.visit(pool.id, {
      method: 'POST',
      path,
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
      body: new URLSearchParams(form).toString(),
    })
  const depart = async () => readDeparture(await on.visit(pool.id, { method: 'GET', path: '/oauth2/authorize', query }))
  const answer = async ({ requestId, responseUrl, cookie }: Departure, RelayState: string) => {
    const xml = await samlResponse({
      idp: provider,
      recipient: responseUrl,
      audience: `urn:amazon:cognito:sp:${pool.id}`,
      now: on.now(),
      requestId,
      nameId: 'somebody-else',
      assertionId: `_${RelayState.length}${requestId}${on.ports.commits.length}`,
    })
    return post('/saml2/idpresponse', { SAMLResponse: encoded(xml), RelayState }, cookie)
  }

  const entered = await depart()
  const cookie = cookieOf(await answer(entered, entered.relayState))
  const leaving = readDeparture(
    await on.visit(pool.id, {
      method: 'GET',
      path: '/logout',
      query: new URLSearchParams({ client_id: client.id, logout_uri: signedOut }).toString(),
      headers: { cookie },
    }),
  )
  const away = await depart()
  const logoutUrl = away.responseUrl.replace('idpresponse', 'logout')
  return {
    signInState: away.relayState,
    signOutState: leaving.relayState,
    endSignIn: async (relayState) => locationOf(await answer(away, relayState)).searchParams.has('code'),
    async endSignOut(relayState) {
      const xml = `<p:LogoutResponse xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_o" Version="2.0" InResponseTo="${leaving.requestId}" Destination="${logoutUrl}"><a:Issuer xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion">${provider.entityId}</a:Issuer></p:LogoutResponse>`
      const reply = await post('/saml2/logout', { SAMLResponse: encoded(xml), RelayState: relayState })
      return locationOf(reply).href === signedOut
    },
  }
}

interface Departure {
  readonly relayState: string
  readonly requestId: string
  readonly responseUrl: string
  readonly cookie: string
}

function readDeparture(reply: Reply): Departure {
  const { searchParams } = locationOf(reply)
  const xml = inflateRawSync(Buffer.from(searchParams.get('SAMLRequest') ?? '', 'base64')).toString()
  return {
    relayState: searchParams.get('RelayState') ?? '',
    requestId: / ID="([^"]+)"/.exec(xml)?.[1] ?? '',
    responseUrl: / AssertionConsumerServiceURL="([^"]+)"/.exec(xml)?.[1] ?? '',
    cookie: cookieOf(reply),
  }
}

function locationOf({ headers }: Reply): URL {
  return new URL(String(headers.location))
}

function cookieOf({ headers }: Reply): string {
  const cookies = [headers['set-cookie'] ?? []].flat()
  return cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ')
}
