import { Provider } from 'oidc-provider'
import { listenAsProvider, type ListeningProvider, type ProviderClient } from './provider-listener.ts'

/** The OpenID provider of `oidc-provider`, whose people have any password and are who they sign in as. */
export async function listenOidcProvider(
  authority: string,
  { id, secret, redirectUri }: ProviderClient,
): Promise<ListeningProvider> {
  const { server, issuer, ...listener } = await listenAsProvider(authority)
  const listening: ListeningProvider = { ...listener, issuer, claims: {} }
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
