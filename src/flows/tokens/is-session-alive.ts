import type { TokenFamily } from '../../domain/sessions/token-family.ts'

/** Whose tokens, of which session. */
export interface SessionOfToken {
  readonly sub: string
  readonly clientId: string
}

/** Whether a session still stands behind its tokens. A family that is not there was removed with what it belonged to. */
export function isSessionAlive(
  family: TokenFamily | undefined,
  { clientId, sub }: SessionOfToken,
  signedOutAt: Date | undefined,
): family is TokenFamily {
  if (family === undefined || family.revokedAt !== undefined) return false
  if (family.sub !== sub || family.clientId !== clientId) return false
  return signedOutAt === undefined || family.authenticatedAt >= signedOutAt
}
