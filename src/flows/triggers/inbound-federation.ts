import type { IdentityProvider } from '../../domain/federation/identity-provider.ts'
import { readTexts } from './read-response.ts'
import { runTrigger, type TriggerRun } from './run-trigger.ts'
import type { TriggerPorts, TriggerSubject } from './trigger.ts'

/** What an identity provider answered, as it came: of OIDC and social providers, or of a SAML one. */
export type ProviderAnswer =
  | {
      readonly tokenResponse: Readonly<Record<string, unknown>>
      /** The claims of the ID token, where there is one. */
      readonly idToken: Readonly<Record<string, unknown>> | undefined
      readonly userInfo: Readonly<Record<string, unknown>> | undefined
    }
  | { readonly samlResponse: Readonly<Record<string, unknown>> }

export interface InboundFederationEvent extends TriggerSubject {
  readonly provider: IdentityProvider
  readonly answer: ProviderAnswer
}

/** Whenever a provider has vouched for somebody, before their claims are looked at: the function may give others instead. */
export async function inboundFederation(
  ports: TriggerPorts,
  { provider, answer, ...subject }: InboundFederationEvent,
): Promise<TriggerRun<{ readonly userAttributesToMap: Readonly<Record<string, string>> }>> {
  return runTrigger(ports, {
    ...subject,
    name: 'InboundFederation',
    source: 'InboundFederation_ExternalProvider',
    request: { providerName: provider.name, providerType: provider.type, attributes: answer },
    response: { userAttributesToMap: {} },
    read: (response) => {
      const userAttributesToMap = readTexts(response, 'userAttributesToMap')
      return userAttributesToMap === null ? undefined : { userAttributesToMap: userAttributesToMap ?? {} }
    },
  })
}
