import { readFileSync } from 'node:fs'
import { Agent, fetch } from 'undici'
import type { Fetch } from '../gateway/fetch.ts'

/**
 * Outbound HTTP of a development installation: to itself, by any of its names (which this machine's resolver may not
 * know), trusting its own CA. Other hosts are refused: nothing leaves the machine.
 */
export function loopbackFetch({
  caFile,
  baseHost,
}: {
  readonly caFile: string
  readonly baseHost: string
}): Fetch & AsyncDisposable {
  const agent = new Agent({
    connect: {
      ca: readFileSync(caFile, 'utf8'),
      lookup: (hostname, { all }, done) => {
        if (hostname !== baseHost && !hostname.endsWith(`.${baseHost}`)) {
          return done(new Error(`${hostname} is not a name of this installation`), '', 4)
        }
        return all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)
      },
    },
  })
  const call: Fetch = async (url, init) => {
    const answer = await fetch(url, { ...init, dispatcher: agent })
    const body = await answer.arrayBuffer()
    return new Response(body.byteLength === 0 ? null : body, { status: answer.status, headers: [...answer.headers] })
  }
  return Object.assign(call, { [Symbol.asyncDispose]: () => agent.close() })
}
