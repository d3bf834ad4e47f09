import type { Refuse } from '../../contract/refusal.ts'
import type { ProviderUserIdentifierType } from '../../contract/shapes.gen.ts'
import { subjectAttribute, type IdentityName } from '../../domain/users/linked-identities.ts'

/** Cognito: what the pool itself is called beside its identity providers. */
export const ownProvider = 'Cognito'

/** An identity that is named in full; `member` is where the request names it. */
export function requireIdentityName(
  refuse: Refuse<'InvalidParameterException'>,
  member: string,
  { ProviderName, ProviderAttributeName, ProviderAttributeValue }: ProviderUserIdentifierType,
): IdentityName {
  if (!ProviderName) throw refuse('InvalidParameterException', `${member} must have a ProviderName.`)
  if (!ProviderAttributeValue)
    throw refuse('InvalidParameterException', `${member} must have a ProviderAttributeValue.`)
  // Cognito: of the pool's own users the attribute is not looked at.
  const attributeName = ProviderName === ownProvider ? subjectAttribute : ProviderAttributeName
  if (!attributeName) throw refuse('InvalidParameterException', `${member} must have a ProviderAttributeName.`)
  return { providerName: ProviderName, attributeName, value: ProviderAttributeValue }
}
