import { newSub } from '../crypto/identifiers.ts'
import type { User } from '../domain/users/user.ts'
import { seededRandom } from './test-ports.ts'

/** A confirmed, enabled user without a password, but for what is overridden; the `sub` follows from the username. */
export function buildUser(overrides: Partial<User> = {}): User {
  const createdAt = new Date('2026-01-01T00:00:00Z')
  const username = overrides.username ?? 'alice'
  return {
    poolId: 'us-east-1_AbCdEf123',
    sub: newSub((size) => seededRandom(`sub of ${username}`).bytes(size)),
    username,
    status: 'CONFIRMED',
    enabled: true,
    attributes: {},
    pendingAttributes: {},
    password: undefined,
    passwordSetAt: undefined,
    passwordHistory: [],
    mfaFactors: [],
    preferredMfaFactor: undefined,
    createdAt,
    updatedAt: createdAt,
    version: 1,
    ...overrides,
  }
}
