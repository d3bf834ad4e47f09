/**
 * Outbound HTTP as the gateway uses it, satisfied by undici's `fetch`. Whoever hands it in guards it (GW-07): https,
 * no private addresses besides an explicit list, the resolved address pinned.
 */
export type Fetch = (url: string, init: FetchInit) => Promise<Response>

export interface FetchInit {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly redirect: 'error'
  readonly signal: AbortSignal
}

/** The whole body, or undefined where it is longer than the limit. */
export async function readBounded(response: Response, limitBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > limitBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
