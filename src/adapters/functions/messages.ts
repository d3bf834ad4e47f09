/** From the runner to a worker process. The payload travels as JSON text, so both sides measure the same bytes. */
export interface InvokeMessage {
  readonly kind: 'invoke'
  readonly requestId: string
  readonly payload: string
  /** Milliseconds since the epoch at which the function's time is up. */
  readonly deadline: number
  /** `X-Amzn-Trace-Id`. */
  readonly traceId?: string
}

/** From the runner to a worker process: the piece is where it was meant to go, and the next may come. */
export interface TakenMessage {
  readonly kind: 'taken'
  readonly requestId: string
}

export type RunnerMessage = InvokeMessage | TakenMessage

/** From a worker process to the runner. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly requestId: string; readonly payload: string }
  /** A part of a streamed answer, as base64: the channel carries text. */
  | { readonly kind: 'piece'; readonly requestId: string; readonly base64: string }
  /** Every piece has been taken. */
  | { readonly kind: 'streamed'; readonly requestId: string }
  | FailureMessage
  /** Files of the function's own code that the process has read, for reloading. */
  | { readonly kind: 'loaded'; readonly files: readonly string[] }

export interface FailureMessage {
  readonly kind: 'error'
  /** Without one, the function could not be loaded. */
  readonly requestId?: string
  readonly errorType: string
  readonly errorMessage: string
  readonly stackTrace?: readonly string[]
  /** The process is about to end and takes no more calls. */
  readonly isFatal: boolean
}

/** What a worker process must know before it loads the function; it travels in its environment. */
export interface WorkerFacts {
  readonly functionArn: string
  readonly root: string
  readonly handler: string
  /** Of the template, for example `nodejs24.x`. */
  readonly runtime: string
}

export const factsVariable = 'SALLYPORT_FUNCTION'

/** Where a worker process finds the pipe to the runner. */
export const channelDescriptor = 3

/** The largest payload of a synchronous call, either way. */
export const largestPayloadBytes = 6_291_456

/** A payload's quotes and backslashes are escaped once more where it is part of a message, which is little else. */
export const largestFrameBytes = 2 * largestPayloadBytes + 65_536

/** The largest streamed answer. */
export const largestStreamBytes = 209_715_200

/** A process runs code that is not ours and may send anything. */
export function readWorkerMessage(value: unknown): WorkerMessage | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined
  if (value.kind === 'ready') return { kind: 'ready' }
  const requestId = 'requestId' in value && typeof value.requestId === 'string' ? value.requestId : undefined
  if (value.kind === 'loaded' && 'files' in value && Array.isArray(value.files)) {
    return { kind: 'loaded', files: value.files.filter(isText) }
  }
  if (value.kind === 'result' && requestId !== undefined && 'payload' in value && typeof value.payload === 'string') {
    return { kind: 'result', requestId, payload: value.payload }
  }
  if (value.kind === 'piece' && requestId !== undefined && 'base64' in value && typeof value.base64 === 'string') {
    return { kind: 'piece', requestId, base64: value.base64 }
  }
  if (value.kind === 'streamed' && requestId !== undefined) return { kind: 'streamed', requestId }
  if (value.kind !== 'error') return undefined
  return {
    kind: 'error',
    errorType: 'errorType' in value && typeof value.errorType === 'string' ? value.errorType : 'Error',
    errorMessage: 'errorMessage' in value && typeof value.errorMessage === 'string' ? value.errorMessage : '',
    isFatal: 'isFatal' in value && value.isFatal === true,
    ...(requestId !== undefined && { requestId }),
    ...('stackTrace' in value && Array.isArray(value.stackTrace) && { stackTrace: value.stackTrace.filter(isText) }),
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
