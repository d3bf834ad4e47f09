import type { PushedRequest } from './pushed-request.ts'

export type Prompt = 'none' | 'login' | 'select_account' | 'consent'

/** What a client asked of the authorization endpoint or of the sign-in page, once every step has accepted it. */
export interface AuthorizationRequest {
  readonly responseType: 'code' | 'token'
  readonly clientId: string
  /** One of the client's callback URLs, letter for letter. */
  readonly redirectUri: string
  /** What was asked for, or all that the client may have where nothing was. */
  readonly scopes: readonly string[]
  /** Opaque; goes back as it came. */
  readonly state: string | undefined
  /** Asked for and allowed. Else a code comes in the query and tokens in the fragment. */
  readonly responseMode: 'query' | 'fragment' | undefined
  /** What the answer says of where it comes from, where the client wants that (RFC 9207). */
  readonly issuer: string | undefined
  /** Of S256, the only method. */
  readonly codeChallenge: string | undefined
  readonly nonce: string | undefined
  /** RFC 8707: the `aud` that the access token shall have. */
  readonly resource: string | undefined
  readonly identityProvider: string | undefined
  /** Empty on the classic hosted UI, which does not know it. */
  readonly prompts: readonly Prompt[]
  /** The levels of certainty that would do, by the pool's names for them, the dearest first. */
  readonly acrValues: readonly string[]
  /** How many seconds ago the person may have signed in. */
  readonly maxAge: number | undefined
  /** An ID token of the person that the client expects. */
  readonly idTokenHint: string | undefined
  /** What the client sent ahead, and may be answered once. */
  readonly pushed: PushedRequest | undefined
  readonly lang: string | undefined
  readonly loginHint: string | undefined
}
