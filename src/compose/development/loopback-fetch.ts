import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Fetch } from '../../gateway/fetch.ts'

export interface LoopbackFetchOptions {
  readonly caFile: string
  readonly baseHost: string
}

/**
 * Outbound HTTP of a development installation: to itself, by any of its names (which this machine's resolver may not
 * know), trusting its own CA. Other hosts are refused: nothing leaves the machine.
 */
export function loopbackFetch({ caFile, baseHost }: LoopbackFetchOptions): Fetch & Disposable {
  const agent = new Agent({ ca: readFileSync(caFile, 'utf8'), keepAlive: true })
  const call: Fetch = (url, { method = 'GET', headers = {}, body, signal }) => {
    const { protocol, hostname } = new URL(url)
    const isOwn = hostname === baseHost || hostname.endsWith(`.${baseHost}`)
    if (protocol !== 'https:' || !isOwn)
      return Promise.reject(new Error(`${url} is not of this installation, and start asks nobody else`))
    return new Promise((resolve, reject) => {
      const sent = request(url, { agent, lookup: toThisMachine, method, headers, signal }, (answer) => {
        readAnswer(answer).then(resolve, reject)
      })
      sent.on('error', reject).end(body)
    })
  }
  return Object.assign(call, { [Symbol.dispose]: () => agent.destroy() })
}

const toThisMachine: LookupFunction = (_name, { all }, done) => {
  if (all) done(null, [{ address: '127.0.0.1', family: 4 }])
  else done(null, '127.0.0.1', 4)
}

/** As `redirect: 'error'` asks, nothing is followed. */
async function readAnswer(answer: IncomingMessage): Promise<Response> {
  const { statusCode: status = 0, headersDistinct } = answer
  const chunks: Uint8Array[] = []
  for await (const chunk of answer) chunks.push(chunk)
  if (status >= 300 && status < 400) throw new Error(`redirected with ${status}`)
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  )
  return new Response(chunks.length === 0 ? null : Buffer.concat(chunks), { status, headers })
}
