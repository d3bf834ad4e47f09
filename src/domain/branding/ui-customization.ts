/** The look of the classic pages: one client's, or `ALL` for those without one of their own. */
export interface UiCustomization {
  readonly poolId: string
  readonly clientId: string
  readonly css: string | undefined
  readonly logo: Logo | undefined
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface Logo {
  readonly type: 'image/png' | 'image/jpeg'
  readonly bytes: Uint8Array
}

export const everyClient = 'ALL'
