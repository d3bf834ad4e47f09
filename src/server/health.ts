import type { Handler } from './exchange.ts'

export interface Readiness {
  /** True while this process takes new work. */
  readonly isAccepting: () => boolean
  /** Asks what answers depend on, the database first. May throw. */
  readonly isReady: () => Promise<boolean>
}

/** `/_sallyport/health/live`: the process answers. `/_sallyport/health/ready`: it should be sent work. No detail leaves. */
export function createHealthHandler({ isAccepting, isReady }: Readiness): Handler<'health'> {
  return async ({ request, response }, { url }) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'method not allowed')
    if (url === '/_sallyport/health/live') return answer(200, 'live')
    if (url !== '/_sallyport/health/ready') return answer(404, 'not found')
    const ready = isAccepting() && (await isReady().catch(() => false))
    return ready ? answer(200, 'ready') : answer(503, isAccepting() ? 'unavailable' : 'draining')

    function answer(status: number, text: string): void {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      response.end(request.method === 'HEAD' ? undefined : JSON.stringify({ status: text }))
    }
  }
}
