import type { Throttle } from '../definition/throttle.ts'

export interface WebSocketLimits {
  readonly messageBytes: number
  readonly frameBytes: number
  /** Of one message: a flood of empty ones must end. */
  readonly frames: number
  readonly idleMilliseconds: number
  readonly lifeMilliseconds: number
  /** Messages of one connection that functions work on at the same time; no more is read before one is done. */
  readonly underWay: number
  /** What may wait for a client that reads slowly. */
  readonly unsentBytes: number
  /** What may wait for all clients together, and of messages that are not whole; beyond it only who holds nothing gets more. */
  readonly heldBytes: number
  /** How long what was read may take when this process ends. */
  readonly leaveMilliseconds: number
  /** How long a closing handshake may take. */
  readonly closeMilliseconds: number
  readonly connections: number
  readonly newConnections: Throttle
}

/** API Gateway's quotas (contract/gateway 1.18); those below `lifeMilliseconds` are ours, but for `newConnections`. */
export const defaultWebSocketLimits: WebSocketLimits = {
  messageBytes: 128 * 1024,
  frameBytes: 32 * 1024,
  frames: 1024,
  idleMilliseconds: 10 * 60_000,
  lifeMilliseconds: 2 * 60 * 60_000,
  underWay: 8,
  unsentBytes: 1024 * 1024,
  heldBytes: 256 * 1024 * 1024,
  leaveMilliseconds: 10_000,
  closeMilliseconds: 3000,
  connections: 8000,
  newConnections: { ratePerSecond: 500, burst: 500 },
}
