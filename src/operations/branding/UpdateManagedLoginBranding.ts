import { mergeAssets } from '../../domain/branding/branding-assets.ts'
import { renderBranding } from '../../domain/branding/branding-rendering.ts'
import { keptFormerStyles } from '../../domain/branding/former-style.ts'
import type { ManagedLoginBranding } from '../../domain/branding/managed-login-branding.ts'
import { mergeDocuments } from '../../domain/branding/merge-documents.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { checkStyle } from './check-style.ts'
import { requireBranding } from './require-branding.ts'

/** Cognito: what a request does not name keeps its value, down to single settings. */
export const UpdateManagedLoginBranding = operation(
  'UpdateManagedLoginBranding',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const { UserPoolId, ManagedLoginBrandingId, UseCognitoProvidedValues: isReset, Settings, Assets = [] } = input
    if (UserPoolId === undefined || ManagedLoginBrandingId === undefined) {
      throw refuse('InvalidParameterException', 'UserPoolId and ManagedLoginBrandingId are required.')
    }
    const before = await requireBranding(ports, refuse, UserPoolId, ManagedLoginBrandingId)
    checkStyle(refuse, input)
    const branding: ManagedLoginBranding = {
      ...before,
      useCognitoProvidedValues: isReset ?? (Settings === undefined && before.useCognitoProvidedValues),
      settings: isReset ? undefined : mergeDocuments(before.settings, Settings),
      assets: mergeAssets(before.assets, Assets),
      updatedAt: ports.clock.now(),
      version: before.version + 1,
    }
    const result = await ports.storage.commit([{ write: 'updateBranding', branding, kept: keptFormerStyles }])
    if (result.committed) return { ManagedLoginBranding: renderBranding(branding, { withDefaults: false }) }
    throw refuse('ConcurrentModificationException', 'The managed login branding was changed by another request.')
  },
)
