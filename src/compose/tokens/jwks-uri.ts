import { findPoolIdOfIssuer } from '../../template/issuer-alias.ts'

/** Cognito's keys are where its guide says; other issuers are asked by discovery. */
export function jwksUriOf(issuer: string): string | undefined {
  const isCognito = findPoolIdOfIssuer(issuer) !== undefined && !issuer.endsWith('/')
  return isCognito ? `${issuer}/.well-known/jwks.json` : undefined
}
