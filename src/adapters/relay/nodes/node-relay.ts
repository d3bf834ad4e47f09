import type { AnswerConnectionCall, ConnectionAnswer, ConnectionRelay } from '../../../ports/connection-relay.ts'
import type { NodeAddress } from '../../../ports/storage/nodes.ts'
import type { Storage } from '../../../ports/storage/storage.ts'
import { createRelay, relayLimits, type RelayLimits } from '../relay.ts'
import { linkKey } from './link-security.ts'
import { messageLines } from './message-lines.ts'
import { listenForNodes } from './node-listener.ts'
import { announceNode, type PresenceOptions } from './node-presence.ts'
import { reachNodes, type LinkLimits } from './reach-nodes.ts'

export interface NodeRelayOptions extends PresenceOptions {
  readonly storage: Pick<Storage, 'commit' | 'nodes'>
  /** Where it listens for other nodes; where they reach it, unless given. */
  readonly listenAddress?: NodeAddress | undefined
  /** What only nodes of this installation have. */
  readonly secret: Uint8Array
  readonly limits?: RelayLimits & LinkLimits
}

export interface NodeRelay extends ConnectionRelay, AsyncDisposable {}

const defaultLimits = {
  ...relayLimits,
  openMilliseconds: 2000,
  answerMilliseconds: 3000,
  idleMilliseconds: 5 * 60_000,
  retryMilliseconds: 1000,
}

const NOWHERE = -1

/** Makes this process one of several nodes: it listens, says so in the store, and reaches the others. */
export async function openNodeRelay(options: NodeRelayOptions): Promise<NodeRelay> {
  const { address, limits = defaultLimits, listenAddress = address, secret } = options
  await using opened = new AsyncDisposableStack()
  const key = linkKey(secret)
  let answerOwn: AnswerConnectionCall = () => ({ kind: 'gone' })
  let place = NOWHERE
  const listener = await listenForNodes(listenAddress, key, (socket) =>
    createRelay(place, messageLines(socket)).serve((call) => answerOwn(call)),
  )
  opened.use(listener)
  const port = address.port === 0 ? listener.port : address.port
  const presence = opened.use(await announceNode({ ...options, address: { ...address, port } }))
  place = presence.place
  const reached = opened.use(reachNodes({ ...options, key, place, limits }))
  let underWay = 0
  const all = opened.move()
  return {
    place,
    serve(answer) {
      answerOwn = answer
    },
    async ask(to, call) {
      if (underWay >= limits.waiting) return unreachable
      underWay += 1
      try {
        return await inTime(reached.ask(to, call), limits.milliseconds)
      } finally {
        underWay -= 1
      }
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

const unreachable: ConnectionAnswer = { kind: 'unreachable' }

function inTime(asked: Promise<ConnectionAnswer>, milliseconds: number): Promise<ConnectionAnswer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(unreachable), milliseconds)
    asked.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
