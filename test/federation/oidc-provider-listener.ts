import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import { Provider } from 'oidc-provider'
import { systemClock } from '../../src/adapters/system/clock.ts'
import { openLocalCertificateAuthority } from '../../src/adapters/system/local-certificate-authority.ts'
import { systemRandom } from '../../src/adapters/system/random.ts'

/** An OpenID provider of another maker, at `https://localhost:<port>`, whose people have any password. */
export interface ListeningProvider extends AsyncDisposable {
  readonly issuer: string
  /** What it says of everybody, beside their `sub`, which is what they sign in as. */
  claims: Readonly<Record<string, unknown>>
}

export interface ProviderClient {
  readonly id: string
  readonly secret: string
  readonly redirectUri: string
}

/** `authority` is the folder of the certificate authority that signs its certificate. */
export async function listenOidcProvider(
  authority: string,
  { id, secret, redirectUri }: ProviderClient,
): Promise<ListeningProvider> {
  const certificates = await openLocalCertificateAuthority({
    folder: authority,
    clock: systemClock,
    random: systemRandom,
  })
  const pair = await certificates.forServerName('localhost')
  if (pair === undefined) throw new Error('the authority signs for localhost')
  const server: Server = createServer({ key: pair.privateKey, cert: pair.certificate })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const issuer = `https://localhost:${typeof address === 'object' ? address?.port : ''}`
  const listening: ListeningProvider = {
    issuer,
    claims: {},
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: id,
        client_secret: secret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // As many providers do it: claims of scopes are in the ID token too.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['of a test'] },
    findAccount: (_context: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, ...listening.claims }),
    }),
  })
  server.on('request', provider.callback())
  return listening
}
