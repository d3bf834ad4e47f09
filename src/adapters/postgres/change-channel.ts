import type { CacheChange, CacheName } from '../sql/read-cache.ts'

export const changeChannel = 'sallyport_changes'

/** PostgreSQL takes payloads of less than 8,000 bytes. */
const mostBytes = 7900

const cacheNames: readonly CacheName[] = ['userPools', 'domains', 'signingKeys', 'appClients', 'threatSettings']

export function changePayload(changes: readonly CacheChange[]): string {
  const payload = JSON.stringify(changes)
  return Buffer.byteLength(payload) > mostBytes ? JSON.stringify(['everything']) : payload
}

/** What cannot be understood, from a later release perhaps, may have changed anything. */
export function parseChanges(payload: string | undefined): readonly CacheChange[] {
  try {
    const parsed: unknown = JSON.parse(payload ?? '')
    return Array.isArray(parsed) ? parsed.map(toChange) : ['everything']
  } catch {
    return ['everything']
  }
}

function toChange(change: unknown): CacheChange {
  if (!Array.isArray(change) || typeof change[1] !== 'string') return 'everything'
  const cache = cacheNames.find((name) => name === change[0])
  return cache === undefined ? 'everything' : [cache, change[1]]
}
