import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as connectSecurely } from 'node:tls'

export interface Target {
  readonly port: number
  readonly host: string
  readonly path: string
  readonly isSecure?: boolean
  /** Sent in turn; none where the list is empty. */
  readonly authorizations: readonly string[]
}

/** Connections that are kept, and that ask as fast as they are answered while they are told to. */
export interface Load extends Disposable {
  /** How many answers came. Throws where one is not 200. */
  readonly run: (milliseconds: number) => Promise<number>
}

const connections = 64
const headEnd = '\r\n\r\n'

export async function openLoad(target: Target): Promise<Load> {
  const requests = requestsTo(target)
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(target)))
  let turn = 0
  let answers = 0
  const problems: Error[] = []
  let until = 0
  let underWay = 0
  let onQuiet = () => {}

  const ask = (socket: Socket) => {
    turn = (turn + 1) % requests.length
    socket.write(requests[turn] ?? '')
  }
  const end = (cause?: Error) => {
    if (cause !== undefined) problems.push(cause)
    underWay -= 1
    if (underWay === 0 || problems.length > 0) onQuiet()
  }
  for (const socket of sockets) {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (!isWhole(text)) return
      if (!text.startsWith('HTTP/1.1 200')) return end(new Error(`${target.path}: ${text}`))
      text = ''
      answers += 1
      if (performance.now() < until) ask(socket)
      else end()
    })
    socket.on('error', end).on('close', () => end(new Error(`${target.path}: closed`)))
  }

  return {
    async run(milliseconds) {
      answers = 0
      underWay = sockets.length
      until = performance.now() + milliseconds
      const quiet = new Promise<void>((resolve) => {
        onQuiet = resolve
      })
      for (const socket of sockets) ask(socket)
      if (problems.length === 0) await quiet
      const [problem] = problems
      if (problem !== undefined) throw problem
      return answers
    },
    [Symbol.dispose]() {
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** What Chromium sends when a page of another origin fetches JSON; its token comes on top. */
const fieldsOfPage = [
  'Connection: keep-alive',
  'sec-ch-ua-platform: "Linux"',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Accept: application/json',
  'sec-ch-ua: "Chromium";v="141", "Not?A_Brand";v="8"',
  'sec-ch-ua-mobile: ?0',
  'Origin: https://app.example',
  'Sec-Fetch-Site: cross-site',
  'Sec-Fetch-Mode: cors',
  'Sec-Fetch-Dest: empty',
  'Referer: https://app.example/',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: en-US,en;q=0.9',
]
const fieldsOfProxy = ['X-Forwarded-For: 203.0.113.9', 'X-Forwarded-Proto: https']

function requestsTo({ authorizations, host, path }: Target): readonly Buffer[] {
  const head = [`GET ${path} HTTP/1.1`, `Host: ${host}`, ...fieldsOfPage, ...fieldsOfProxy]
  const fields = authorizations.length === 0 ? [[]] : authorizations.map((value) => [`Authorization: ${value}`])
  return fields.map((more) => Buffer.from(`${[...head, ...more].join('\r\n')}${headEnd}`))
}

/** All that answer here say how long they are. */
function isWhole(text: string): boolean {
  const end = text.indexOf(headEnd)
  return end !== -1 && text.length >= end + headEnd.length + Number(/^content-length: (\d+)/im.exec(text)?.[1] ?? 0)
}

async function open({ host, isSecure = false, port }: Target): Promise<Socket> {
  const to = { port, host: '127.0.0.1', noDelay: true }
  const socket = isSecure ? connectSecurely({ ...to, servername: host, rejectUnauthorized: false }) : connect(to)
  await once(socket, isSecure ? 'secureConnect' : 'connect')
  return socket
}
