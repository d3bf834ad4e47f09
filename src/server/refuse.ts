import type { ServerResponse } from 'node:http'

/** Ends the exchange; what is left of a refused request is never read as the next one. */
export function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.destroyed) return
  response.writeHead(status, { connection: 'close', 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify({ message }))
}
