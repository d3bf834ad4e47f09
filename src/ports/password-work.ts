/**
 * A bounded place for work that costs milliseconds of CPU (SRP, argon2): at most so many at once, at most so many
 * waiting. A full queue answers `busy` at once, so that a storm of sign-ins cannot starve token checks.
 */
export interface PasswordWork {
  run<Result>(
    job: () => Promise<Result>,
  ): Promise<{ readonly kind: 'done'; readonly result: Result } | { readonly kind: 'busy' }>
}
