import { keptFormerStyles } from '../../domain/branding/former-style.ts'
import type { ManagedLoginBranding } from '../../domain/branding/managed-login-branding.ts'
import type { Ports } from '../../ports/ports.ts'

/** Makes a former version of a style the newest one. What it replaces is kept as after every other change. */
export async function restoreStyle(
  { clock, storage }: Pick<Ports, 'clock' | 'storage'>,
  branding: ManagedLoginBranding,
  version: number,
): Promise<'restored' | 'not-kept' | 'changed-meanwhile'> {
  const former = await storage.branding.findFormer(branding.poolId, branding.id, version)
  if (former === undefined) return 'not-kept'
  const { useCognitoProvidedValues, settings, assets } = former
  const restored: ManagedLoginBranding = {
    ...branding,
    useCognitoProvidedValues,
    settings,
    assets,
    updatedAt: clock.now(),
    version: branding.version + 1,
  }
  const result = await storage.commit([{ write: 'updateBranding', branding: restored, kept: keptFormerStyles }])
  return result.committed ? 'restored' : 'changed-meanwhile'
}
