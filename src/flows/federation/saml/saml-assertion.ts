/** What a signed assertion says, as it says it: nothing is judged yet. */
export interface SamlAssertion {
  readonly id: string
  readonly issuer: string
  readonly issuedAt: Date
  readonly nameId: string
  readonly nameIdFormat: string | undefined
  /** Of bearers only: who brings it is the person. */
  readonly confirmations: readonly BearerConfirmation[]
  readonly notBefore: Date | undefined
  readonly notOnOrAfter: Date | undefined
  /** Each list must have us. */
  readonly audiences: readonly (readonly string[])[]
  /** Cognito: of the first statement. */
  readonly sessionIndex: string | undefined
  readonly sessionEndsAt: Date | undefined
  /** By `Name`, each with all of its values. */
  readonly attributes: Readonly<Record<string, readonly string[]>>
}

export interface BearerConfirmation {
  readonly recipient: string | undefined
  readonly inResponseTo: string | undefined
  readonly notBefore: Date | undefined
  readonly notOnOrAfter: Date | undefined
}
