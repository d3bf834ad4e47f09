import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HttpCall {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface HttpAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface HttpDouble extends AsyncDisposable {
  readonly url: string
  readonly calls: readonly HttpCall[]
}

/** Stands in for a service that is called by HTTP. */
export async function startHttpDouble(answer: (call: HttpCall) => HttpAnswer | undefined): Promise<HttpDouble> {
  const calls: HttpCall[] = []
  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url: path = '', headers } = request
    const call = { method, path, headers, body: Buffer.concat(chunks).toString() }
    calls.push(call)
    const answered = answer(call)
    // Nothing is answered: the connection goes.
    if (answered === undefined) request.socket.destroy()
    else response.writeHead(answered.status, { ...answered.headers }).end(answered.body ?? '')
  }

  const server = createServer((request, response) => void reply(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
