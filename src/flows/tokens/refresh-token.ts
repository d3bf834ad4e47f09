import { createHash } from 'node:crypto'
import { openRefreshToken, sealRefreshToken } from '../../crypto/sealing/refresh-token.ts'
import type { TokenFamily } from '../../domain/sessions/token-family.ts'
import type { Ports } from '../../ports/ports.ts'

/** What a refresh token says to us; it is opaque to everyone else. */
export interface RefreshTokenContent {
  readonly poolId: string
  readonly clientId: string
  readonly sub: string
  readonly familyId: string
  /** The id of this one token; the family remembers its hash. */
  readonly tokenId: string
}

/** Seals the refresh token with this id for a family. */
export function sealFamilyToken(
  ports: Pick<Ports, 'random' | 'sealing'>,
  family: TokenFamily,
  tokenId: string,
): string {
  const { poolId, clientId, sub, id: familyId, expiresAt } = family
  const content: RefreshTokenContent = { poolId, clientId, sub, familyId, tokenId }
  const random = (size: number) => ports.random.bytes(size)
  return sealRefreshToken({ ...content }, ports.sealing.keyFor('refresh-token'), expiresAt, random)
}

/** Opens a refresh token of this installation: its content, `expired`, or undefined for anything else. */
export function openFamilyToken(
  ports: Pick<Ports, 'sealing'>,
  token: string,
  now: Date,
): RefreshTokenContent | 'expired' | undefined {
  const opened = openRefreshToken(token, ports.sealing.keyFor('refresh-token'), now)
  if (opened === undefined || opened === 'expired') return opened
  const { poolId, clientId, sub, familyId, tokenId } = opened
  const isComplete = [poolId, clientId, sub, familyId, tokenId].every((value) => typeof value === 'string')
  if (!isComplete) return undefined
  return {
    poolId: String(poolId),
    clientId: String(clientId),
    sub: String(sub),
    familyId: String(familyId),
    tokenId: String(tokenId),
  }
}

/** What a family stores of a refresh token's id. */
export function refreshTokenHash(tokenId: string): string {
  return createHash('sha256').update(tokenId).digest('base64url')
}
