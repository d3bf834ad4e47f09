import { isJsonObject } from '../../crypto/jose/strict-json.ts'
import type { Revocation, RevocationKind } from '../../ports/storage/revocations.ts'
import type { FeedAnswer } from './revocation-feed.ts'

const kinds: readonly RevocationKind[] = ['family', 'sign-out', 'user', 'client', 'pool']

/**
 * Undefined where it is no such answer. One with a kind that is not known here tells something that must not be passed
 * over.
 */
export function readFeedAnswer(json: unknown): FeedAnswer | undefined {
  if (!isJsonObject(json)) return undefined
  const { last, revocations: listed, issuers = [] } = json
  if (!isPosition(last) || !Array.isArray(listed) || !Array.isArray(issuers)) return undefined
  const revocations = listed.flatMap((each) => readRevocation(each) ?? [])
  if (revocations.length < listed.length) return undefined
  return { last, revocations, issuers: issuers.filter((issuer) => typeof issuer === 'string') }
}

function readRevocation(json: unknown): Revocation | undefined {
  if (!isJsonObject(json)) return undefined
  const { position, poolId, subject, at } = json
  const kind = kinds.find((name) => name === json['kind'])
  if (!isPosition(position) || typeof poolId !== 'string' || typeof subject !== 'string' || kind === undefined) {
    return undefined
  }
  if (kind !== 'sign-out') return { position, poolId, kind, subject, at: undefined }
  return typeof at === 'number' ? { position, poolId, kind, subject, at: new Date(at) } : undefined
}

function isPosition(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
