import type { Proof } from './state.ts'

/**
 * The `amr` values of what was proven (RFC 8176): two methods are `mfa` as well, and so is a passkey that counts as both. A
 * device is none, and neither what functions asked for nor a recovery code has a name there.
 */
export function amrOf(proofs: readonly Proof[]): readonly string[] {
  const methods = proofs.filter(
    (proof) => proof !== 'device' && proof !== 'custom' && proof !== 'uv' && proof !== 'recovery',
  )
  return methods.length > 1 || proofs.includes('uv') || proofs.includes('recovery') ? [...methods, 'mfa'] : methods
}

/** Whether a sign-in rests on something that strangers can guess at here, and so does not get past a lock. */
export function isGuessable(methods: readonly string[]): boolean {
  return !isPasskeySignIn(methods) && !methods.includes('fed')
}

/** Whether a sign-in began with a passkey. Nobody can guess one, so guessing the password does not keep it out. */
export function isPasskeySignIn(methods: readonly string[]): boolean {
  return methods[0] === 'swk' || methods[0] === 'hwk'
}
