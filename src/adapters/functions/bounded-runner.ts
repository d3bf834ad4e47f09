import type { FunctionRunner } from '../../ports/functions.ts'

/** Calls of one function that may wait for its answer at a time: a slow one takes no places of any other. */
const mostAtOnce = 50

/** Refuses at once what one function has no place for, as Lambda does with reserved concurrency. */
export function boundPerFunction(runner: FunctionRunner, limit = mostAtOnce): FunctionRunner {
  const running = new Map<string, number>()
  return {
    invoke: async (call) => {
      const { functionArn } = call
      const others = running.get(functionArn) ?? 0
      if (others >= limit) return { kind: 'unavailable', reason: 'Rate Exceeded.', error: 'TooManyRequestsException' }
      running.set(functionArn, others + 1)
      try {
        return await runner.invoke(call)
      } finally {
        const left = (running.get(functionArn) ?? 1) - 1
        if (left === 0) running.delete(functionArn)
        else running.set(functionArn, left)
      }
    },
  }
}
