import type { ServerResponse } from 'node:http'

/** A fault of ours is nobody's permission: whatever was begun is cut off. */
export function failClosed(response: ServerResponse) {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  response.writeHead(500, { 'Content-Type': 'application/json', Connection: 'close' })
  response.end('{"message":"Internal server error"}')
}
