import type { Proof } from './state.ts'

/**
 * The `amr` values of what was proven (RFC 8176): two methods are `mfa` as well, a device is none, and what functions
 * asked for has no name there.
 */
export function amrOf(proofs: readonly Proof[]): readonly string[] {
  const methods = proofs.filter((proof) => proof !== 'device' && proof !== 'custom')
  return methods.length > 1 ? [...methods, 'mfa'] : methods
}
