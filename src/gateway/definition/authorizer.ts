import type { ApiExtras } from './api-extras.ts'

export type AuthorizerDefinition = CognitoUserPoolsAuthorizer | JwtAuthorizer | LambdaAuthorizer | IamAuthorizer

export interface CognitoUserPoolsAuthorizer {
  readonly kind: 'cognito-user-pools'
  readonly id: string
  /** The `iss` of each listed pool. */
  readonly issuers: readonly string[]
  /** The one header that carries the token. */
  readonly header: string
  /** Matched against `aud`, in full. */
  readonly validationExpression: ValidationExpression | undefined
  readonly ttlSeconds: number
  readonly clockSkewSeconds: number
  readonly arrayClaims: ApiExtras['array-claims']
  /** The answer to a token without the method's scopes. */
  readonly scopeMismatch: 401 | 403
}

export interface JwtAuthorizer {
  readonly kind: 'jwt'
  readonly id: string
  readonly issuer: string
  readonly audiences: readonly string[]
  readonly identitySource: { readonly in: 'header' | 'querystring'; readonly name: string }
  readonly clockSkewSeconds: number
  /** A 403 says which scopes were missed. */
  readonly challengesScopes: boolean
}

/** Signature Version 4 with an operator's access key. */
export interface IamAuthorizer {
  readonly kind: 'iam'
}

export interface LambdaAuthorizer {
  readonly kind: 'lambda'
  readonly id: string
  readonly functionArn: string
  /** What the function is sent: REST `TOKEN` and `REQUEST`, or a payload format of HTTP APIs. */
  readonly event: 'TOKEN' | 'REQUEST' | '1.0' | '2.0'
  /** What identifies a caller; all of it must be there, and together it is the key of the cache. */
  readonly identitySources: readonly IdentitySource[]
  /** `TOKEN` only: matched against the token, in full, before the function is asked. */
  readonly validationExpression: ValidationExpression | undefined
  /** The function answers `{isAuthorized}` in place of a policy. */
  readonly usesSimpleResponses: boolean
  /** 0: every request asks the function. */
  readonly ttlSeconds: number
}

/** A regular expression that a whole text has to match. */
export interface ValidationExpression {
  readonly source: string
  readonly matches: (text: string) => boolean
}

export interface IdentitySource {
  readonly from: 'header' | 'querystring' | 'stage-variable' | 'context'
  readonly name: string
}
