import { createServer } from 'node:http'
import { listen } from '../../gateway-under-test.ts'
import { fold, reportsOf, type BackendKind } from './attacked-backend.ts'

export const nodeBackend: BackendKind = {
  name: 'node:http',
  absent: () => false,
  async start() {
    const server = createServer((message, response) => {
      const chunks: Buffer[] = []
      message.on('data', (chunk: Buffer) => chunks.push(chunk))
      message.on('end', () => {
        const { method = '', rawHeaders, url: target = '' } = message
        const headers = rawHeaders.flatMap((name, index) =>
          index % 2 === 0 ? [[fold(name), rawHeaders[index + 1] ?? ''] as const] : [],
        )
        reports.report({
          method,
          target,
          path: pathOf(target),
          headers,
          body: Buffer.concat(chunks).toString('latin1'),
        })
        response.end('ok')
      })
    })
    const url = `http://127.0.0.1:${await listen(server)}`
    const reports = reportsOf(url)
    return {
      url,
      seen: reports.seen,
      async [Symbol.asyncDispose]() {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      },
    }
  },
}

/** As routers of Node do it: the URL's path, decoded once. */
function pathOf(target: string): string {
  const base = 'http://backend'
  const { pathname } = URL.canParse(`${base}${target}`) ? new URL(`${base}${target}`) : { pathname: target }
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}
