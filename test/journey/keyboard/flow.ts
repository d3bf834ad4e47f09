import assert from 'node:assert/strict'
import type { ReferenceSystem } from '../reference-system.ts'
import type { KeyboardPools } from './pools.ts'
import type { Typist } from './typist.ts'

/** What a flow is walked with; the name is of a person whom nobody else uses. */
export interface Scene {
  readonly system: ReferenceSystem
  readonly pools: KeyboardPools
  readonly typist: Typist
  readonly name: string
}

/** One way through the pages, and the paths that lie on it. */
export interface Flow {
  readonly name: string
  readonly paths: readonly string[]
  readonly walk: (scene: Scene) => Promise<void>
}

/** The person has come back to the client with a code. */
export function assertBack({ visitor }: Typist): void {
  assert.match(visitor.page.url(), /\/logo\.svg\?code=/)
}

/** Another page of the same domain. */
export function beside(signInUrl: string, path: string): string {
  return new URL(path, signInUrl).href
}
