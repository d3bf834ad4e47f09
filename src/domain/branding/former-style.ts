import type { ManagedLoginBranding } from './managed-login-branding.ts'

/** What a style was before it was changed. */
export interface FormerStyle extends Pick<ManagedLoginBranding, 'useCognitoProvidedValues' | 'settings' | 'assets'> {
  readonly version: number
  /** When it came to be so. */
  readonly updatedAt: Date
}

/** How many of a style's former versions stay. */
export const keptFormerStyles = 20
