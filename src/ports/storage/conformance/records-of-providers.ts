import type { IdentityProvider } from '../../../domain/federation/identity-provider.ts'
import { after, fresh, noon } from './records.ts'

export function anIdentityProvider(poolId: string, overrides: Partial<IdentityProvider> = {}): IdentityProvider {
  return {
    poolId,
    name: fresh('provider'),
    type: 'OIDC',
    details: { client_id: 'id', client_secret: 'a secret', oidc_issuer: 'https://idp.example' },
    attributeMapping: { username: 'sub', email: 'mail' },
    identifiers: [fresh('identifier')],
    acrMapping: { 'urn:level:2': 'mfa' },
    assertionKey: { privateKey: Uint8Array.of(1, 2, 3), certificate: Uint8Array.of(4, 5, 6) },
    createdAt: noon,
    updatedAt: after(1),
    version: 1,
    ...overrides,
  }
}
