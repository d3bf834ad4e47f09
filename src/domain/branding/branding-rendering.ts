import type { ManagedLoginBrandingType } from '../../contract/shapes.gen.ts'
import { defaultBrandingSettings } from './default-branding.ts'
import type { ManagedLoginBranding } from './managed-login-branding.ts'
import { mergeDocuments } from './merge-documents.ts'

/** A style as it was set, or, `withDefaults`, with everything that it leaves as it is by default. */
export function renderBranding(
  branding: ManagedLoginBranding,
  { withDefaults }: { readonly withDefaults: boolean },
): ManagedLoginBrandingType {
  const { settings } = branding
  return {
    ManagedLoginBrandingId: branding.id,
    UserPoolId: branding.poolId,
    UseCognitoProvidedValues: branding.useCognitoProvidedValues,
    Settings: withDefaults ? mergeDocuments(defaultBrandingSettings, settings) : settings,
    Assets: branding.assets,
    CreationDate: branding.createdAt,
    LastModifiedDate: branding.updatedAt,
  }
}
