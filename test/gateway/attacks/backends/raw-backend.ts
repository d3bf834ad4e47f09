import { createServer, type AddressInfo, type Socket } from 'node:net'
import { fold, reportsOf, type BackendKind, type SeenRequest } from './attacked-backend.ts'

/** Reads HTTP as carelessly as a program can: whatever looks like framing is framing, and what is left is the next request. */
export const rawBackend: BackendKind = {
  name: 'a raw socket',
  absent: () => false,
  async start() {
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => sockets.delete(socket))
      let bytes = ''
      socket.on('data', (data) => {
        bytes += data.toString('latin1')
        for (let next = takeRequest(bytes); next !== undefined; next = takeRequest(bytes)) {
          bytes = next.rest
          reports.report(next.request)
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
        }
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const reports = reportsOf(url)
    return {
      url,
      seen: reports.seen,
      async [Symbol.asyncDispose]() {
        for (const socket of sockets) socket.destroy()
        await new Promise((resolve) => server.close(resolve))
      },
    }
  },
}

function takeRequest(bytes: string): { readonly request: SeenRequest; readonly rest: string } | undefined {
  const [, head = '', after = ''] = /^(.*?)\r?\n\r?\n(.*)$/s.exec(bytes) ?? []
  const [requestLine = '', ...lines] = head.split(/\r?\n/)
  const [method = '', target = ''] = requestLine.split(' ')
  if (method === '') return undefined
  const headers = lines.map((line) => {
    const [name = '', ...value] = line.split(':')
    return [fold(name.trim()), value.join(':').trim()] as const
  })
  const framed = frame(headers, after)
  if (framed === undefined) return undefined
  return {
    request: { method, target, path: target.split('?')[0] ?? '', headers, body: framed.body },
    rest: framed.rest,
  }
}

function frame(headers: SeenRequest['headers'], after: string) {
  const last = (name: string) => headers.findLast(([header]) => header === name)?.[1]
  if (/chunked/i.test(last('transfer-encoding') ?? '')) return takeChunks(after)
  const length = Number.parseInt(last('content-length') ?? '0')
  return after.length < length ? undefined : { body: after.slice(0, length), rest: after.slice(length) }
}

function takeChunks(after: string) {
  let body = ''
  let rest = after
  for (;;) {
    const [line, digits = ''] = /^([0-9a-f]+)[^\n]*\n/i.exec(rest) ?? []
    if (line === undefined) return undefined
    const size = Number.parseInt(digits, 16)
    const end = line.length + size + 2
    if (rest.length < end) return undefined
    body += rest.slice(line.length, line.length + size)
    rest = rest.slice(end)
    if (size === 0) return { body, rest }
  }
}
