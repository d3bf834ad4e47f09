import type { IdentityProviderType, ProviderDescription } from '../../contract/shapes.gen.ts'
import type { IdentityProvider } from './identity-provider.ts'

/** Cognito: tells the client secret, and never Apple's private key. */
export function renderIdentityProvider(provider: IdentityProvider): IdentityProviderType {
  const { private_key: _, ...details } = provider.details
  const certificate = provider.assertionKey && Buffer.from(provider.assertionKey.certificate).toString('base64')
  return {
    UserPoolId: provider.poolId,
    ProviderName: provider.name,
    ProviderType: provider.type,
    ProviderDetails: { ...details, ...(certificate !== undefined && { ActiveEncryptionCertificate: certificate }) },
    AttributeMapping: provider.attributeMapping,
    IdpIdentifiers: provider.identifiers,
    LastModifiedDate: provider.updatedAt,
    CreationDate: provider.createdAt,
    AcrMapping: provider.acrMapping,
  }
}

export function describeIdentityProvider(provider: IdentityProvider): ProviderDescription {
  return {
    ProviderName: provider.name,
    ProviderType: provider.type,
    LastModifiedDate: provider.updatedAt,
    CreationDate: provider.createdAt,
  }
}
