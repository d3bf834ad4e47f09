import type { HeaderList } from '../../../http/header-list.ts'

export interface KeptResponse {
  readonly status: number
  readonly headers: HeaderList
  readonly body: Buffer
}

/** The place in which a response is kept: its stage, with as much of it as the stage's cluster holds. */
export interface CachePlace {
  readonly stage: string
  readonly stageBytes: number
  readonly key: string
}

/** Responses in memory, of all stages together within one bound; those that nobody asked for longest give way. */
export interface ResponseCache {
  readonly find: (place: CachePlace, now: Date) => KeptResponse | undefined
  readonly keep: (place: CachePlace, response: KeptResponse, expiresAt: Date) => void
  /** What was made by another definition is not what this one would make. */
  readonly clear: () => void
  /** Changes when it is cleared. */
  readonly generation: () => number
}

interface Entry {
  readonly stage: string
  readonly bytes: number
  readonly response: KeptResponse
  readonly expiresAt: number
}

/** Of an entry's own administration, so that many small ones are not free. */
const ENTRY_BYTES = 512

export function createResponseCache(mostBytes: number): ResponseCache {
  // A map is in the order of its last use.
  const entries = new Map<string, Entry>()
  const bytesOf = new Map<string, number>()
  let bytes = 0
  let generation = 0

  function count(stage: string, change: number) {
    bytes += change
    bytesOf.set(stage, (bytesOf.get(stage) ?? 0) + change)
  }

  function remove(name: string) {
    const entry = entries.get(name)
    if (entry === undefined) return
    entries.delete(name)
    count(entry.stage, -entry.bytes)
  }

  function makeRoom(stage: string, stageBytes: number) {
    for (const [name, entry] of entries) {
      const isStageFull = (bytesOf.get(stage) ?? 0) > stageBytes
      if (bytes <= mostBytes && !isStageFull) return
      if (bytes > mostBytes || entry.stage === stage) remove(name)
    }
  }

  return {
    find({ key, stage }, now) {
      const name = nameOf(stage, key)
      const entry = entries.get(name)
      if (entry === undefined) return undefined
      entries.delete(name)
      if (entry.expiresAt <= now.getTime()) {
        count(stage, -entry.bytes)
        return undefined
      }
      entries.set(name, entry)
      return entry.response
    },
    keep({ key, stage, stageBytes }, response, expiresAt) {
      const name = nameOf(stage, key)
      remove(name)
      const size = ENTRY_BYTES + name.length * 2 + response.body.length + headerBytes(response.headers)
      if (size > Math.min(mostBytes, stageBytes)) return
      entries.set(name, { stage, bytes: size, response, expiresAt: expiresAt.getTime() })
      count(stage, size)
      makeRoom(stage, stageBytes)
    },
    clear() {
      entries.clear()
      bytesOf.clear()
      bytes = 0
      generation += 1
    },
    generation: () => generation,
  }
}

function nameOf(stage: string, key: string): string {
  return `${stage} ${key}`
}

function headerBytes(headers: HeaderList): number {
  return headers.reduce((sum, [name, value]) => sum + (name.length + value.length) * 2, 0)
}
