import type { FunctionResult } from '../../ports/functions.ts'

type FunctionFailure = Extract<FunctionResult, { kind: 'function-error' }>

/** Texts as Lambda's sandbox writes them. */
export function timedOut(requestId: string, seconds: number): FunctionFailure {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`
  return { kind: 'function-error', errorType: 'Sandbox.Timedout', errorMessage }
}

export function exited(requestId: string, code: number | null, signal: string | null): FunctionFailure {
  const reason = signal === null ? `exit status ${code}` : `signal: ${signal}`
  const text = code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: ${reason}`
  return {
    kind: 'function-error',
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: ${text}`,
  }
}

export function responseTooLarge(mostBytes = 6_291_556): FunctionFailure {
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${mostBytes} bytes).`
  return { kind: 'function-error', errorType: 'Function.ResponseSizeTooLarge', errorMessage }
}
