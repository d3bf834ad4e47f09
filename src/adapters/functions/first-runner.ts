import type { FunctionRunner, FunctionStreams } from '../../ports/functions.ts'

/** A runner, and whether a function is one of its own. */
export interface FunctionHost extends FunctionRunner, FunctionStreams {
  readonly has: (functionArn: string) => boolean
}

/** Asks the first of the hosts that has the function. One that no host has is not found. */
export function createFirstRunner(hosts: readonly FunctionHost[]): FunctionRunner & FunctionStreams {
  const hostOf = (functionArn: string) => hosts.find(({ has }) => has(functionArn))
  return {
    invoke: async (call) => hostOf(call.functionArn)?.invoke(call) ?? notFound(call.functionArn),
    stream: async (call) => hostOf(call.functionArn)?.stream(call) ?? notFound(call.functionArn),
  }
}

export function notFound(functionArn: string) {
  const reason = `Function not found: ${functionArn}`
  return { kind: 'unavailable', reason, error: 'ResourceNotFoundException' } as const
}
