/** What the browser's keeper of passkeys should know (WebAuthn Level 3 section 5.1.10): the script passes it on. */
export type PasskeySignal =
  | { readonly name: 'signalUnknownCredential'; readonly rpId: string; readonly credentialId: string }
  | {
      readonly name: 'signalAllAcceptedCredentials'
      readonly rpId: string
      readonly userId: string
      readonly allAcceptedCredentialIds: readonly string[]
    }
  | {
      readonly name: 'signalCurrentUserDetails'
      readonly rpId: string
      readonly userId: string
      readonly displayName: string
      /** The user's name, as the page that made the passkey told it. */
      readonly userName: string
    }
