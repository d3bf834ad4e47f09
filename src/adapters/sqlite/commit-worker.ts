// The thread that writes. It alone waits for the disk.
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { commitBatch } from './commit-batch.ts'
import type { CommitReply, CommitRequest, FromCommitWorker, ToCommitWorker } from './commit-protocol.ts'
import { openConnection, type ConnectionOptions } from './open-connection.ts'

const mostAtOnce = 256
const there: FromCommitWorker = { replies: [], stoppedBy: undefined }

if (parentPort === null) throw new Error('the commit worker runs as a worker thread only')
const port = parentPort
const options: ConnectionOptions = workerData
const connection = openConnection(options)
port.postMessage(there)
const waiting: CommitRequest[] = []
let stoppedBy: Error | undefined
let isBusy = false
let isClosing = false

port.on('message', (message: ToCommitWorker) => {
  take(message)
  if (!isBusy) void work()
})

/** Whatever arrived while the last batch was being written makes up the next. */
async function work(): Promise<void> {
  isBusy = true
  for (takeArrived(); waiting.length > 0; takeArrived()) {
    const outcome = await write(waiting.splice(0, mostAtOnce))
    stoppedBy ??= outcome.stoppedBy
    port.postMessage(outcome)
  }
  isBusy = false
  if (!isClosing) return
  connection.database.close()
  port.close()
}

async function write(batch: readonly CommitRequest[]): Promise<FromCommitWorker> {
  if (stoppedBy === undefined) return commitBatch(connection, batch)
  const error = stoppedBy
  return { replies: batch.map(({ id }): CommitReply => ({ id, outcome: { error } })), stoppedBy }
}

function takeArrived(): void {
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) take(next.message)
}

function take(message: ToCommitWorker): void {
  if (message.kind === 'commit') waiting.push(message.request)
  else isClosing = true
}
