import type { IncomingMessage } from 'node:http'
import type { HeldBytes } from './held-bytes.ts'

export type BodyOutcome =
  | { readonly kind: 'body'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  /** Others hold too much already. */
  | { readonly kind: 'too-many' }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'aborted' }

export interface ArrivalLimits {
  readonly totalMilliseconds: number
  /** A client may start slowly; from then on it must keep the rate. */
  readonly graceMilliseconds: number
  readonly bytesPerSecond: number
}

/** GW-06: 1 KB/s after 5 s, 30 s in all. */
export const defaultArrivalLimits: ArrivalLimits = {
  totalMilliseconds: 30_000,
  graceMilliseconds: 5000,
  bytesPerSecond: 1024,
}

/** The largest body in either direction: 10 MB. */
export const largestBodyBytes = 10 * 1024 * 1024

/** So much of a body is read whatever others hold: who sends little is not who fills the memory. */
const alwaysReadBytes = 64 * 1024

export interface BodyBounds {
  readonly mostBytes?: number
  /** Whoever gets the body gives it back. */
  readonly held?: HeldBytes
}

/** Reads a body that must be whole before it can be used (a function's event). */
export function readBody(
  message: IncomingMessage,
  declaredLength: number | undefined,
  limits: ArrivalLimits,
  { held, mostBytes = largestBodyBytes }: BodyBounds = {},
): Promise<BodyOutcome> {
  if (declaredLength !== undefined && declaredLength > mostBytes) return Promise.resolve({ kind: 'too-large' })
  if (declaredLength === 0) return Promise.resolve({ kind: 'body', bytes: Buffer.alloc(0) })
  // Gone while the authorizer was asked: its events have passed.
  if (message.destroyed) return Promise.resolve({ kind: 'aborted' })
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const supervision = superviseArrival(limits, () => finish({ kind: 'too-slow' }))
    const onData = (chunk: Buffer) => {
      size += chunk.length
      held?.add(chunk.length)
      supervision.arrived(chunk.length)
      chunks.push(chunk)
      if (size > mostBytes) finish({ kind: 'too-large' })
      else if (size > alwaysReadBytes && held?.isTooMuch() === true) finish({ kind: 'too-many' })
    }
    const onEnd = () => finish({ kind: 'body', bytes: Buffer.concat(chunks) })
    const onClose = () => finish({ kind: 'aborted' })
    const finish = (outcome: BodyOutcome) => {
      supervision.stop()
      message.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose)
      // Whatever still arrives is the answer's business: it says Connection: close.
      if (outcome.kind !== 'body') {
        message.pause()
        held?.add(-size)
      }
      resolve(outcome)
    }
    message.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose)
  })
}

export interface ArrivalSupervision {
  readonly arrived: (bytes: number) => void
  readonly stop: () => void
}

/**
 * Watches that a body keeps coming; `onSlow` is called at most once. Only time spent waiting for the client counts:
 * while a slow backend holds the flow up, the client is not to blame.
 */
export function superviseArrival(
  limits: ArrivalLimits,
  onSlow: () => void,
  isWaitingForClient: () => boolean = () => true,
): ArrivalSupervision {
  const tickMilliseconds = Math.max(10, limits.graceMilliseconds / 5)
  let waited = 0
  let bytes = 0
  const timer = setInterval(() => {
    if (!isWaitingForClient()) return
    waited += tickMilliseconds
    const isTooSlow = waited > limits.graceMilliseconds && bytes < (limits.bytesPerSecond * waited) / 1000
    if (!isTooSlow && waited < limits.totalMilliseconds) return
    clearInterval(timer)
    onSlow()
  }, tickMilliseconds)
  timer.unref()
  return {
    arrived: (count) => {
      bytes += count
    },
    stop: () => clearInterval(timer),
  }
}
