import type { FunctionRunner } from '../../ports/functions.ts'

/** A runner, and whether a function is one of its own. */
export interface FunctionHost extends FunctionRunner {
  readonly has: (functionArn: string) => boolean
}

/** Asks the first of the hosts that has the function. One that no host has is not found. */
export function createFirstRunner(hosts: readonly FunctionHost[]): FunctionRunner {
  return {
    invoke: async (call) => {
      const host = hosts.find(({ has }) => has(call.functionArn))
      if (host !== undefined) return host.invoke(call)
      const reason = `Function not found: ${call.functionArn}`
      return { kind: 'unavailable', reason, error: 'ResourceNotFoundException' }
    },
  }
}
