import type { IncomingMessage, ServerResponse } from 'node:http'
import { hasBody, type BodyTime } from '../limits.ts'
import { refuse } from '../refuse.ts'

/** Cuts off a request whose body keeps this process waiting. Node's own limit is one for all requests. */
export function limitBodyTime(
  request: IncomingMessage,
  response: ServerResponse,
  { milliseconds, enoughBytes }: BodyTime,
): void {
  if (!hasBody(request)) return
  const { socket } = request
  let bytesBefore = socket.bytesRead
  const timer = setInterval(() => {
    if (request.complete) return clearInterval(timer)
    const isEnough = socket.bytesRead - bytesBefore >= enoughBytes
    bytesBefore = socket.bytesRead
    if (isEnough) return
    clearInterval(timer)
    if (response.headersSent) socket.destroy()
    else refuse(response, 408, 'The request took too long.')
  }, milliseconds).unref()
  request.once('close', () => clearInterval(timer))
}
