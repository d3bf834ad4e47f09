import type { FunctionCall, FunctionRunner, FunctionStreams } from '../../ports/functions.ts'

/** Calls of one function that may wait for its answer at a time: a slow one takes no places of any other. */
const mostAtOnce = 50

/** Refuses at once what one function has no place for, as Lambda does with reserved concurrency. */
export function boundPerFunction(
  runner: FunctionRunner & FunctionStreams,
  limit = mostAtOnce,
): FunctionRunner & FunctionStreams {
  const running = new Map<string, number>()

  async function bounded<Answer>({ functionArn }: FunctionCall, run: () => Promise<Answer>) {
    const others = running.get(functionArn) ?? 0
    if (others >= limit) {
      return { kind: 'unavailable', reason: 'Rate Exceeded.', error: 'TooManyRequestsException' } as const
    }
    running.set(functionArn, others + 1)
    try {
      return await run()
    } finally {
      const left = (running.get(functionArn) ?? 1) - 1
      if (left === 0) running.delete(functionArn)
      else running.set(functionArn, left)
    }
  }

  return {
    invoke: (call) => bounded(call, () => runner.invoke(call)),
    stream: (call) => bounded(call, () => runner.stream(call)),
  }
}
