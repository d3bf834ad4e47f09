import type { ManagedLoginBranding } from '../../../domain/branding/managed-login-branding.ts'
import type { Terms } from '../../../domain/branding/terms.ts'
import type { UiCustomization } from '../../../domain/branding/ui-customization.ts'
import { after, fresh, noon } from './records.ts'

type OfClient = { readonly poolId: string; readonly id: string }

export function aBranding(client: OfClient, overrides: Partial<ManagedLoginBranding> = {}): ManagedLoginBranding {
  return {
    poolId: client.poolId,
    id: fresh('branding'),
    clientId: client.id,
    useCognitoProvidedValues: false,
    settings: { categories: { global: { spacingDensity: 'REGULAR' } }, radius: 8.25, list: [1, null, 'a'] },
    assets: [{ Category: 'FORM_LOGO', ColorMode: 'DARK', Extension: 'PNG', Bytes: Uint8Array.of(1, 2, 255) }],
    createdAt: noon,
    updatedAt: after(1),
    version: 1,
    ...overrides,
  }
}

export function aUiCustomization(
  poolId: string,
  clientId: string,
  overrides: Partial<UiCustomization> = {},
): UiCustomization {
  return {
    poolId,
    clientId,
    css: '.logo-customizable {}',
    logo: { type: 'image/png', bytes: Uint8Array.of(1, 2, 255) },
    createdAt: noon,
    updatedAt: after(1),
    ...overrides,
  }
}

export function someTerms(client: OfClient, overrides: Partial<Terms> = {}): Terms {
  return {
    poolId: client.poolId,
    id: fresh('terms'),
    clientId: client.id,
    name: 'terms-of-use',
    source: 'LINK',
    enforcement: 'NONE',
    links: { 'cognito:default': 'https://example.com/terms' },
    createdAt: noon,
    updatedAt: after(1),
    version: 1,
    ...overrides,
  }
}
