import type { IdentityProviderTypeType } from '../../contract/shapes.gen.ts'
import type { FederationProtocol } from './federation-protocol.ts'

/** Where the answers of a type of provider arrive. */
export type AnswerPath = '/oauth2/idpresponse' | '/saml2/idpresponse'

export function answerPath(type: IdentityProviderTypeType): AnswerPath {
  return type === 'SAML' ? '/saml2/idpresponse' : '/oauth2/idpresponse'
}

/** The protocol of a type of provider. Loaded when somebody uses it: most pools never do. */
export async function findProtocol(type: IdentityProviderTypeType): Promise<FederationProtocol> {
  if (type === 'SAML') return (await import('./saml/saml-protocol.ts')).samlProtocol
  const { oidcProtocols } = await import('./oidc/oidc-protocols.ts')
  return oidcProtocols[type]
}
