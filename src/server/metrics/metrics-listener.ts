import type { IncomingMessage, ServerResponse } from 'node:http'
import { limitBodyTime } from '../listening/body-time.ts'
import { bodyTimes } from '../limits.ts'
import { openListeners } from '../listening/listeners.ts'
import { refuse } from '../refuse.ts'
import { expositionType, type Metric, renderMetrics } from './exposition.ts'

export interface MetricsListenerOptions {
  readonly host: string
  readonly port: number
  /** Asked for each reading. */
  readonly read: () => Promise<readonly Metric[]>
}

export interface MetricsListener extends AsyncDisposable {
  readonly port: number
}

/** `GET /metrics`, apart from everything that clients can reach. */
export async function openMetricsListener({ host, port, read }: MetricsListenerOptions): Promise<MetricsListener> {
  const opened = await openListeners({ scheme: 'http', host, port }, answer)
  return {
    port: opened.port,
    async [Symbol.asyncDispose]() {
      await Promise.all(
        opened.servers.map((server) => {
          server.closeAllConnections()
          return new Promise((resolve) => server.close(resolve))
        }),
      )
    },
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { method, url } = request
    limitBodyTime(request, response, bodyTimes.ordinary)
    if (method !== 'GET' || url !== '/metrics') return refuse(response, 404, 'Not found.')
    void tell(response)
  }

  async function tell(response: ServerResponse): Promise<void> {
    try {
      const text = renderMetrics(await read())
      response.writeHead(200, { 'content-type': expositionType, 'cache-control': 'no-store' }).end(text)
    } catch {
      refuse(response, 503, 'The metrics cannot be read.')
    }
  }
}
