import type { FormerStyle } from '../../domain/branding/former-style.ts'
import type { ManagedLoginBranding } from '../../domain/branding/managed-login-branding.ts'
import type { UiCustomization } from '../../domain/branding/ui-customization.ts'

export interface BrandingQueries {
  find(poolId: string, id: string): Promise<ManagedLoginBranding | undefined>
  findByClient(poolId: string, clientId: string): Promise<ManagedLoginBranding | undefined>
  /** Which version of its style a client has now, without reading the style. */
  findVersion(poolId: string, clientId: string): Promise<Pick<ManagedLoginBranding, 'id' | 'version'> | undefined>
  /** What is kept of what a style was, newest first. */
  listFormer(poolId: string, id: string): Promise<readonly Pick<FormerStyle, 'version' | 'updatedAt'>[]>
  findFormer(poolId: string, id: string, version: number): Promise<FormerStyle | undefined>
  /** What was set for exactly this client, or for `ALL`. */
  findUiCustomization(poolId: string, clientId: string): Promise<UiCustomization | undefined>
}

/** All of it goes with its client. */
export type BrandingWrite =
  /** Guards `app-client-exists`, `branding-free`: its client has none yet. */
  | { readonly write: 'createBranding'; readonly branding: ManagedLoginBranding }
  /**
   * Keeps what it replaces as a former version, and of those the newest `kept`.
   * Guard `branding-version`: stored version is `branding.version - 1`.
   */
  | { readonly write: 'updateBranding'; readonly branding: ManagedLoginBranding; readonly kept: number }
  /** Guard `branding-version`: it is still this version. */
  | { readonly write: 'deleteBranding'; readonly poolId: string; readonly id: string; readonly version: number }
  /** Replaces what was there. Guards `user-pool-exists`, and `app-client-exists` unless it is for `ALL`. */
  | { readonly write: 'putUiCustomization'; readonly customization: UiCustomization }
  /** Idempotent. */
  | { readonly write: 'deleteUiCustomization'; readonly poolId: string; readonly clientId: string }
