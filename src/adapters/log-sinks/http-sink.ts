import type { LogSink } from '../../ports/log-sink.ts'

const limitMilliseconds = 5000

/** Sends each batch as `application/x-ndjson`. Redirects are not followed: only the operator's own endpoint is meant. */
export function httpSink(url: string): LogSink {
  return {
    async write(lines) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: lines.map((line) => `${line}\n`).join(''),
        redirect: 'error',
        signal: AbortSignal.timeout(limitMilliseconds),
      })
      await response.body?.cancel()
      if (!response.ok) throw new Error(`the endpoint answered ${response.status}`)
    },
  }
}
