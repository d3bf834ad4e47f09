/** What a SAML provider must be told again when the person signs out (SAML Core section 3.7.1). */
export interface SamlSession {
  readonly nameId: string
  readonly nameIdFormat: string | undefined
  readonly sessionIndex: string | undefined
}
