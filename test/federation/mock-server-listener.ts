import { OAuth2Issuer, OAuth2Service } from 'oauth2-mock-server'
import { listenAsProvider, type ListeningProvider } from './provider-listener.ts'

/** The OpenID provider of `oauth2-mock-server`: whoever comes is signed in already, and it says what a test makes it say. */
export interface ListeningMockServer extends ListeningProvider {
  readonly service: OAuth2Service
}

export async function listenMockServer(authority: string): Promise<ListeningMockServer> {
  const { server, issuer, ...listener } = await listenAsProvider(authority)
  const maker = new OAuth2Issuer()
  maker.url = issuer
  await maker.keys.generate('RS256')
  const service = new OAuth2Service(maker)
  const listening: ListeningMockServer = { ...listener, issuer, claims: {}, service }
  service.on('beforeUserinfo', ({ body }: { readonly body: object }) => void Object.assign(body, listening.claims))
  server.on('request', service.requestHandler)
  return listening
}
