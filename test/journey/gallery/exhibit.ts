import type { ManagedLogin } from '../pages/managed-login.ts'
import type { Pool } from '../pools.ts'
import type { ReferenceSystem } from '../reference-system.ts'
import type { Visitor } from '../visitor.ts'

/** What an exhibit is made with: a browser of its own, and the name of a person whom nobody else uses. */
export interface Scene {
  readonly system: ReferenceSystem
  readonly pools: GalleryPools
  readonly visitor: Visitor
  readonly login: ManagedLogin
  readonly name: string
}

/** Pools that ask for what the reference system's own does not. */
export interface GalleryPools {
  /** Asks everyone for a second factor. */
  readonly strict: Pool
  /** People begin with a password, a code or a passkey. */
  readonly choosing: Pool
  /** Nobody makes an account of their own. */
  readonly closed: Pool
  /** People look after their accounts there. */
  readonly home: Pool
}

/** One page as it can be met, and the way there. */
export interface Exhibit {
  readonly name: string
  readonly open: (scene: Scene) => Promise<void>
}
