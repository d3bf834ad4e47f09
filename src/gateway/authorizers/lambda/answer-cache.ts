import type { AuthorizerAnswer } from './authorizer-answer.ts'

export interface AnswerCache {
  find(key: string, now: Date): AuthorizerAnswer | undefined
  put(key: string, answer: AuthorizerAnswer, until: Date): void
}

interface Bounds {
  readonly entries: number
  readonly bytes: number
}

/** Answers of authorizers' functions, denials among them, as long as their authorizers allow; least recently used out first. */
export function createAnswerCache(bounds: Bounds = { entries: 10_000, bytes: 64 * 1024 * 1024 }): AnswerCache {
  const kept = new Map<string, { readonly answer: AuthorizerAnswer; readonly until: number }>()
  let bytes = 0
  const drop = (key: string) => {
    bytes -= kept.get(key)?.answer.bytes ?? 0
    kept.delete(key)
  }
  return {
    find(key, now) {
      const entry = kept.get(key)
      if (entry === undefined) return undefined
      if (now.getTime() >= entry.until) {
        drop(key)
        return undefined
      }
      kept.delete(key)
      kept.set(key, entry)
      return entry.answer
    },
    put(key, answer, until) {
      drop(key)
      kept.set(key, { answer, until: until.getTime() })
      bytes += answer.bytes
      for (const [oldest] of kept) {
        if (kept.size <= bounds.entries && bytes <= bounds.bytes) return
        drop(oldest)
      }
    },
  }
}
