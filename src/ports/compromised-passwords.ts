/** Knows passwords that others have had: common ones, and those of breaches. It asks nobody outside. */
export interface CompromisedPasswords {
  /** Never rejects: what cannot be read is not in there, and the operator hears of it. */
  includes(password: string): Promise<boolean>
}
