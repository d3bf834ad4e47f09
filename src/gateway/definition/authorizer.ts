export type AuthorizerDefinition = CognitoUserPoolsAuthorizer | JwtAuthorizer

export interface CognitoUserPoolsAuthorizer {
  readonly kind: 'cognito-user-pools'
  readonly id: string
  /** The `iss` of each listed pool. */
  readonly issuers: readonly string[]
  /** The one header that carries the token. */
  readonly header: string
  /** Matched against `aud`, in full. */
  readonly validationExpression: RegExp | undefined
  readonly ttlSeconds: number
}

export interface JwtAuthorizer {
  readonly kind: 'jwt'
  readonly id: string
  readonly issuer: string
  readonly audiences: readonly string[]
  readonly identitySource: { readonly in: 'header' | 'querystring'; readonly name: string }
}
