import type { FunctionResult, StreamEnd } from '../../ports/functions.ts'

export interface JsonPost {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly timeoutMilliseconds: number
}

export interface JsonAnswer {
  readonly kind: 'answer'
  readonly status: number
  readonly headers: Headers
  /** Undefined where the body is no JSON. */
  readonly payload: unknown
}

/** Lambda's own limit of an answer. */
const longestAnswer = 6_291_556

/**
 * Posts JSON and reads what comes back, within one time for both. Redirects are not followed: what is sent is signed
 * for one place, and holds what no other should see.
 */
export async function postJson({
  url,
  headers,
  body,
  timeoutMilliseconds,
}: JsonPost): Promise<JsonAnswer | FunctionResult> {
  const signal = AbortSignal.timeout(timeoutMilliseconds)
  try {
    const response = await fetch(url, { method: 'POST', headers: { ...headers }, body, redirect: 'error', signal })
    const text = await readWithin(response, longestAnswer)
    if (text === undefined) return unavailable('the answer is too large')
    return { kind: 'answer', status: response.status, headers: response.headers, payload: parsed(text) }
  } catch {
    return signal.aborted ? { kind: 'timeout' } : unavailable('no connection')
  }
}

/** The same, where the answer is read as it comes. */
export async function postForStream(
  { url, headers, body, timeoutMilliseconds, signal }: JsonPost & { readonly signal: AbortSignal },
  read: (response: Response) => Promise<StreamEnd>,
): Promise<StreamEnd> {
  const timeUp = AbortSignal.timeout(timeoutMilliseconds)
  try {
    const over = AbortSignal.any([timeUp, signal])
    return await read(
      await fetch(url, { method: 'POST', headers: { ...headers }, body, redirect: 'error', signal: over }),
    )
  } catch {
    return timeUp.aborted ? { kind: 'timeout' } : unavailable('no connection')
  }
}

/** All of a body's pieces, one after the other. */
export async function writeAll({ body }: Response, write: (piece: Uint8Array) => Promise<void>): Promise<StreamEnd> {
  for await (const piece of body ?? []) await write(piece)
  return { kind: 'complete' }
}

export function unavailable(reason: string) {
  return { kind: 'unavailable', reason, error: 'ServiceException' } as const
}

/** The JSON of an answer that is short, such as one that says what went wrong. */
export async function readAnswer(response: Response): Promise<JsonAnswer> {
  const text = await readWithin(response, longestAnswer)
  return { kind: 'answer', status: response.status, headers: response.headers, payload: parsed(text ?? '') }
}

async function readWithin({ body }: Response, limit: number): Promise<string | undefined> {
  if (body === null) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Whoever asked says what it makes of an answer that is none.
    return undefined
  }
}
