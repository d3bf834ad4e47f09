// The entry of a worker process. It inherits nothing but its environment and the channel to the runner.
import { factsVariable } from '../messages.ts'
import type { InvokeMessage, WorkerFacts, WorkerMessage } from '../messages.ts'
import { createContext } from './context.ts'
import { describeError } from './describe-error.ts'
import { isInvokeMessage, readFacts } from './incoming.ts'
import { loadHandler } from './load-handler.ts'
import type { Handler } from './load-handler.ts'
import { reportLoadedFiles } from './loaded-files.ts'
import { runHandler } from './run-handler.ts'

const facts: WorkerFacts = readFacts(process.env[factsVariable])
Reflect.deleteProperty(process.env, factsVariable)

let current: string | undefined

const send = (message: WorkerMessage) => {
  process.send?.(message)
}
const fail = (error: unknown, exitCode: number, errorType?: string) => {
  const described = describeError(error)
  const message: WorkerMessage = {
    kind: 'error',
    ...described,
    isFatal: true,
    ...(errorType !== undefined && { errorType }),
    ...(current !== undefined && { requestId: current }),
  }
  process.send?.(message, () => process.exit(exitCode))
}

process.on('disconnect', () => process.exit(0))
process.on('uncaughtException', (error) => fail(error, 129))
process.on('unhandledRejection', (reason) => fail(reason, 128, 'Runtime.UnhandledPromiseRejection'))
const reportFiles = reportLoadedFiles(facts.root, (files) => send({ kind: 'loaded', files }))

try {
  const handler = await loadHandler(facts)
  process.on('message', (message) => {
    if (isInvokeMessage(message)) void answer(handler, message)
  })
  reportFiles()
  send({ kind: 'ready' })
} catch (error) {
  reportFiles()
  fail(error, 1)
}

async function answer(handler: Handler, { requestId, payload, deadline }: InvokeMessage): Promise<void> {
  current = requestId
  const context = createContext({ requestId, deadline, functionArn: facts.functionArn, nodeMajor: facts.nodeMajor })
  const outcome = await runHandler(handler, JSON.parse(payload), context, facts.nodeMajor)
  current = undefined
  reportFiles()
  if (outcome.kind === 'error') send({ kind: 'error', requestId, isFatal: false, ...describeError(outcome.error) })
  else send({ kind: 'result', requestId, payload: outcome.payload })
}
