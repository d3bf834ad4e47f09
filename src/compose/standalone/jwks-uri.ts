const cognitoIssuer = /^https:\/\/(?:issuer-)?cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/[\w-]+$/

/** Cognito's keys are where its guide says; other issuers are asked by discovery. */
export function jwksUriOf(issuer: string): string | undefined {
  return cognitoIssuer.test(issuer) ? `${issuer}/.well-known/jwks.json` : undefined
}
