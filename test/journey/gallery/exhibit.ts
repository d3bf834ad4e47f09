import type { ManagedLogin } from '../pages/managed-login.ts'
import type { ReferenceSystem } from '../reference-system.ts'
import type { Visitor } from '../visitor.ts'

/** What an exhibit is made with: a browser of its own, and the name of a person whom nobody else uses. */
export interface Scene {
  readonly system: ReferenceSystem
  readonly visitor: Visitor
  readonly login: ManagedLogin
  readonly name: string
}

/** One page as it can be met, and the way there. */
export interface Exhibit {
  readonly name: string
  readonly open: (scene: Scene) => Promise<void>
}
