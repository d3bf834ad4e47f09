import { setImmediate as nextTurn } from 'node:timers/promises'
import { operationFacts } from '../../contract/operations.gen.ts'
import { operations } from '../../operations/index.ts'
import type { Log } from '../../ports/log.ts'
import { isOperationName } from '../../server/aws/aws-json-operations.ts'

/** The operations that users call: anybody, or with an access token. */
export const operationsOfUsers = Object.entries(operations).flatMap(([name, load]) =>
  isOperationName(name) && operationFacts[name].auth !== 'sigv4' ? [load] : [],
)

/** Loads what a start need not wait for and the first requests will: one after the other, requests in between. */
export function loadAhead(log: Log, loads: readonly (() => Promise<unknown>)[]): Disposable {
  let isStopped = false
  const loadAll = async (): Promise<void> => {
    for (const load of loads) {
      await nextTurn()
      if (isStopped) return
      await load()
    }
  }
  loadAll().catch((cause: unknown) => log.error({ err: cause }, 'loading ahead failed'))
  return { [Symbol.dispose]: () => void (isStopped = true) }
}
