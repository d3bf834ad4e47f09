import type { Claims } from '../../../domain/federation/claims-as-text.ts'
import type { IdentityProvider } from '../../../domain/federation/identity-provider.ts'
import type { AuthorizationRequest } from '../../authorization/authorization-request.ts'
import type { FederationFailure } from '../federated-identity.ts'
import type { ProtocolAnswer, ProtocolPorts } from '../federation-protocol.ts'
import type { ProviderEndpoints } from './provider-endpoints.ts'

/** What the user information endpoint of a provider came to. */
export interface UserInfo {
  readonly kind: 'user-info'
  /** As it came; undefined where it was not asked. */
  readonly raw: Readonly<Record<string, unknown>> | undefined
  /** As claims; the raw answer where it is that already. */
  readonly claims: Readonly<Record<string, unknown>>
}

/** What one provider does in its own way of all that OAuth and OpenID Connect leave open. */
export interface Dialect {
  /** OpenID Connect: there is a signed ID token with the nonce. Others are OAuth alone. */
  readonly hasIdToken: boolean
  /** What user information calls the person, where there is no ID token. */
  readonly subjectClaim: string
  readonly takesLoginHint: boolean
  /** As the provider spells a list of scopes. */
  readonly scope: (scopes: string) => string
  readonly authorizationParameters: (provider: IdentityProvider, request: AuthorizationRequest) => Claims
  readonly tokenMethod: 'GET' | 'POST'
  /** Empty where the provider has given none; undefined where none can be made. */
  readonly clientSecret: (ports: ProtocolPorts, provider: IdentityProvider) => Promise<string | undefined>
  readonly askUserInfo: (
    ports: ProtocolPorts,
    asked: {
      readonly provider: IdentityProvider
      readonly endpoints: ProviderEndpoints
      readonly accessToken: string
      readonly idToken: Readonly<Record<string, unknown>> | undefined
    },
  ) => Promise<UserInfo | FederationFailure>
  /** What else came with the browser, unsigned: nothing that anybody is recognised by. */
  readonly claimsBeside: (answer: ProtocolAnswer) => Claims
}

export const noUserInfo: UserInfo = { kind: 'user-info', raw: undefined, claims: {} }
