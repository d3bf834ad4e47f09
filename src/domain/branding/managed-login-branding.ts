import type { AssetType, Document } from '../../contract/shapes.gen.ts'

/** A style of managed login: one client's, for as long as it is there. */
export interface ManagedLoginBranding {
  readonly poolId: string
  readonly id: string
  readonly clientId: string
  readonly useCognitoProvidedValues: boolean
  /** What was set of the settings tree; undefined where nothing was. */
  readonly settings: Document | undefined
  readonly assets: readonly AssetType[]
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly version: number
}
