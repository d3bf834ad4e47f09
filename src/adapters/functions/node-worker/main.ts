// The entry of a worker process. It inherits nothing but its environment and the channel to the runner.
import { factsVariable } from '../messages.ts'
import type { InvokeMessage, WorkerMessage } from '../messages.ts'
import { awslambda, isStreaming } from './awslambda.ts'
import { createContext } from './context.ts'
import { describeError } from './describe-error.ts'
import { isInvokeMessage, isTakenMessage, readFacts } from './incoming.ts'
import { loadHandler } from './load-handler.ts'
import type { Handler } from './load-handler.ts'
import { reportLoadedFiles } from './loaded-files.ts'
import { runHandler } from './run-handler.ts'
import { runnerChannel } from './runner-channel.ts'
import { runStreamingHandler } from './run-streaming-handler.ts'
import { tellFailure } from './tell-failure.ts'

const facts = readFacts(process.env[factsVariable])
Reflect.deleteProperty(process.env, factsVariable)

let current: string | undefined
/** Called when the runner asks for the next piece of a streamed answer. */
let taken = () => {}
let serve: (message: unknown) => void = () => {}

const { send } = runnerChannel
const fail = (error: unknown, exitCode: number, errorType?: string) => {
  tellFailure(error)
  const described = describeError(error)
  const message: WorkerMessage = {
    kind: 'error',
    ...described,
    isFatal: true,
    ...(errorType !== undefined && { errorType }),
    ...(current !== undefined && { requestId: current }),
  }
  send(message, () => process.exit(exitCode))
}

runnerChannel.listen(
  (message) => serve(message),
  () => process.exit(0),
)
process.on('uncaughtException', (error) => fail(error, 129))
process.on('unhandledRejection', (reason) => fail(reason, 128, 'Runtime.UnhandledPromiseRejection'))
Reflect.set(globalThis, 'awslambda', awslambda)
const reportFiles = reportLoadedFiles(facts.root, (files) => send({ kind: 'loaded', files }))

try {
  const handler = await loadHandler(facts)
  serve = (message) => {
    if (isInvokeMessage(message)) void answer(handler, message)
    if (isTakenMessage(message) && message.requestId === current) taken()
  }
  reportFiles()
  send({ kind: 'ready' })
} catch (error) {
  reportFiles()
  fail(error, 1)
}

async function answer(handler: Handler, { requestId, payload, deadline, traceId }: InvokeMessage): Promise<void> {
  current = requestId
  // Where Lambda's runtime puts it, for each call anew.
  if (traceId === undefined) delete process.env['_X_AMZN_TRACE_ID']
  else process.env['_X_AMZN_TRACE_ID'] = traceId
  const context = createContext({ requestId, deadline, functionArn: facts.functionArn, nodeMajor: facts.nodeMajor })
  const event: unknown = JSON.parse(payload)
  const outcome = isStreaming(handler)
    ? await runStreamingHandler(handler, event, context, (piece) => sendPiece(requestId, piece))
    : await runHandler(handler, event, context, facts.nodeMajor)
  current = undefined
  reportFiles()
  if (outcome.kind === 'error') {
    tellFailure(outcome.error)
    return send({ kind: 'error', requestId, isFatal: false, ...describeError(outcome.error) })
  }
  if (outcome.kind === 'streamed') send({ kind: 'streamed', requestId })
  else send({ kind: 'result', requestId, payload: outcome.payload })
}

function sendPiece(requestId: string, piece: Uint8Array): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  taken = resolve
  // Something is under way for as long as the piece is: the event loop must not look empty.
  runnerChannel.ref()
  send({ kind: 'piece', requestId, base64: Buffer.from(piece).toString('base64') })
  return promise.finally(() => runnerChannel.unref())
}
