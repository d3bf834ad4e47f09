import type { AssertionKey, IdentityProvider } from '../../../domain/federation/identity-provider.ts'
import { openText, sealText, type SealedPlace, type Sealer } from '../sealed.ts'
import { fromTime, toTime } from '../stored-time.ts'
import type { IdentityProviderRow, ProviderIdentifierRow } from './tables.ts'

type Settings = Pick<IdentityProvider, 'type' | 'attributeMapping' | 'identifiers' | 'acrMapping'>
interface Secrets extends Pick<IdentityProvider, 'details'> {
  readonly assertionKey: Readonly<Record<keyof AssertionKey, string>> | undefined
}

export function toIdentityProviderRow(sealer: Sealer, provider: IdentityProvider): IdentityProviderRow {
  const { poolId, name, type, details, attributeMapping, identifiers, acrMapping, assertionKey } = provider
  const settings: Settings = { type, attributeMapping, identifiers, acrMapping }
  const secrets: Secrets = {
    details,
    assertionKey: assertionKey && {
      privateKey: Buffer.from(assertionKey.privateKey).toString('base64'),
      certificate: Buffer.from(assertionKey.certificate).toString('base64'),
    },
  }
  return {
    pool_id: poolId,
    name,
    settings: JSON.stringify(settings),
    secrets: sealText(sealer, secretsPlace(poolId, name), JSON.stringify(secrets)),
    created_at: toTime(provider.createdAt),
    updated_at: toTime(provider.updatedAt),
    version: provider.version,
  }
}

export function fromIdentityProviderRow(sealer: Sealer, row: IdentityProviderRow): IdentityProvider {
  const { type, attributeMapping, identifiers, acrMapping }: Settings = JSON.parse(row.settings)
  const opened = openText(sealer, secretsPlace(row.pool_id, row.name), row.secrets)
  const { details, assertionKey }: Secrets = JSON.parse(opened)
  return {
    poolId: row.pool_id,
    name: row.name,
    type,
    details,
    attributeMapping,
    identifiers,
    acrMapping,
    assertionKey: assertionKey && {
      privateKey: Uint8Array.fromBase64(assertionKey.privateKey),
      certificate: Uint8Array.fromBase64(assertionKey.certificate),
    },
    createdAt: fromTime(row.created_at),
    updatedAt: fromTime(row.updated_at),
    version: row.version,
  }
}

export function toIdentifierRows({ poolId, name, identifiers }: IdentityProvider): readonly ProviderIdentifierRow[] {
  return identifiers.map((identifier) => ({ pool_id: poolId, identifier, provider_name: name }))
}

function secretsPlace(poolId: string, name: string): SealedPlace {
  return { table: 'identity_providers', column: 'secrets', row: [poolId, name] }
}
