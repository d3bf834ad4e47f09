import type { Sealing } from '../../ports/sealing.ts'

export type Sealer = Pick<Sealing, 'seal' | 'open'>

/** Where a secret is stored. It opens nowhere else, so rows cannot be given each other's secrets. */
export interface SealedPlace {
  readonly table: string
  readonly column: string
  /** The pool, where there is one, and the row's key in it. */
  readonly row: readonly string[]
}

export function sealBytes(sealer: Sealer, place: SealedPlace, plaintext: Uint8Array): string {
  return sealer.seal(plaintext, contextOf(place))
}

/** A secret that does not open is a fault: another data key, or a row that someone changed. */
export function openBytes(sealer: Sealer, place: SealedPlace, sealed: string): Uint8Array {
  const plaintext = sealer.open(sealed, contextOf(place))
  if (plaintext === undefined) throw new Error(`a secret in ${place.table}.${place.column} does not open`)
  return plaintext
}

export function sealText(sealer: Sealer, place: SealedPlace, plaintext: string): string {
  return sealBytes(sealer, place, Buffer.from(plaintext))
}

export function openText(sealer: Sealer, place: SealedPlace, sealed: string): string {
  return Buffer.from(openBytes(sealer, place, sealed)).toString('utf8')
}

function contextOf({ table, column, row }: SealedPlace): string {
  return JSON.stringify([table, ...row, column])
}
