/** One invocation of one function, as the gateway or a user pool trigger asks for it. */
export interface FunctionCall {
  readonly functionArn: string
  /** Plain JSON; it crosses a process border. */
  readonly payload: unknown
  /** How long the caller waits. The function's own time limit is a separate, usually shorter, one. */
  readonly timeoutMilliseconds: number
  readonly requestId: string
  /** `X-Amzn-Trace-Id`: the trace that the call is part of. */
  readonly traceId?: string
}

/** Why a function was not started, in the words of Lambda's Invoke. */
export type InvokeError =
  | 'AccessDeniedException'
  | 'RequestTooLargeException'
  | 'ResourceNotFoundException'
  | 'ServiceException'
  | 'TooManyRequestsException'

export type FunctionResult =
  | { readonly kind: 'success'; readonly payload: unknown }
  /** The function threw, ran out of its own time, or its process ended. */
  | {
      readonly kind: 'function-error'
      readonly errorType: string
      readonly errorMessage: string
      /** Where it threw, in the runtime's own lines, where that is part of what it answers. */
      readonly stackTrace?: readonly string[]
    }
  /** Not started: no such function, or every place and the queue are taken. Without an `error`, ServiceException. */
  | { readonly kind: 'unavailable'; readonly reason: string; readonly error?: InvokeError }
  /** The caller's time ran out first. */
  | { readonly kind: 'timeout' }

/**
 * Runs functions by ARN. It never rejects for anything that a function does: throwing, hanging and crashing are
 * results. One call's failure must not reach another call.
 */
export interface FunctionRunner {
  readonly invoke: (call: FunctionCall) => Promise<FunctionResult>
}

/** A call whose answer is wanted piece by piece. */
export interface StreamingCall extends FunctionCall {
  /** Takes one piece of the answer. The next is not asked for before it settles. */
  readonly write: (piece: Uint8Array) => Promise<void>
  /** Aborted when nobody wants the answer any more: the function may be ended. */
  readonly signal: AbortSignal
}

export type StreamEnd = { readonly kind: 'complete' } | Exclude<FunctionResult, { readonly kind: 'success' }>

/**
 * Lambda's InvokeWithResponseStream. What a function that does not stream returns is one piece, its JSON. Like `invoke` it
 * never rejects for anything that a function does, and `timeoutMilliseconds` is for the whole of the answer.
 */
export interface FunctionStreams {
  readonly stream: (call: StreamingCall) => Promise<StreamEnd>
}

/** What a runner must know to run one function: `AWS::Lambda::Function` with every value resolved. */
export interface FunctionDefinition {
  readonly functionArn: string
  readonly functionName: string
  readonly runtime: string
  /** The program that runs it, for a language that is not ours. */
  readonly interpreter?: string
  /** `<file without extension>.<export>`, as in a template's `Handler`. */
  readonly handler: string
  readonly code: FunctionCode
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutSeconds: number
  readonly memoryMegabytes: number
}

/** The Python of this machine, for functions whose runtime is some Python 3. */
export interface PythonInterpreter {
  readonly program: string
  /** Of version 3. */
  readonly minor: number
}

export type FunctionCode =
  | { readonly kind: 'directory'; readonly path: string }
  /** `Code.ZipFile`: the source of `index`. */
  | { readonly kind: 'inline'; readonly source: string }
