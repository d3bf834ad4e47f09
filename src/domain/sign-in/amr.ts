import type { Proof } from './state.ts'

/** The `amr` values of what was proven (RFC 8176): a device is no method, and two methods are `mfa` as well. */
export function amrOf(proofs: readonly Proof[]): readonly string[] {
  const methods = proofs.filter((proof) => proof !== 'device')
  return methods.length > 1 ? [...methods, 'mfa'] : methods
}
