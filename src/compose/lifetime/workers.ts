import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { passOn, type RelayedWorker } from '../../adapters/relay/pass-on.ts'
import { createLog } from '../../adapters/system/log.ts'
import type { ProductionSettings } from '../../config/settings/schema.ts'

export type WorkerSettings = Pick<
  ProductionSettings,
  'workers' | 'metricsAddress' | 'nodeAddress' | 'nodeListenAddress' | 'logLevel'
>

const ready = 'ready'
const restartMilliseconds = 1000

/**
 * Several processes that share the port, each a node like any other, and one that only watches them and replaces those
 * that end unasked. Each is the same command once more, so this runs in all of them. `facts` is what the watching one
 * says of them all.
 */
export async function runWorkers<Facts extends object>(
  settings: WorkerSettings,
  start: () => Promise<Facts & AsyncDisposable>,
  facts: () => Promise<Facts>,
): Promise<Facts & AsyncDisposable> {
  if (!cluster.isPrimary) return startWorker(start)
  const known = await facts()
  const close = await watchWorkers(settings)
  return { ...known, [Symbol.asyncDispose]: close }
}

async function startWorker<Running extends AsyncDisposable>(start: () => Promise<Running>): Promise<Running> {
  try {
    const running = await start()
    process.send?.(ready)
    return {
      ...running,
      async [Symbol.asyncDispose]() {
        await running[Symbol.asyncDispose]()
        letGo()
      },
    }
  } catch (cause) {
    letGo()
    throw cause
  }
}

/** The channel to the process that watches would keep this one alive. */
function letGo(): void {
  process.disconnect?.()
}

/** Resolves once all are ready, to what ends them. */
async function watchWorkers(settings: WorkerSettings): Promise<() => Promise<void>> {
  const { logLevel, workers: wanted } = settings
  const log = createLog(logLevel)
  const running = new Set<Worker>()
  let isClosing = false

  function start(place: number): Worker {
    // This process alone says on stdout that all is ready.
    cluster.setupPrimary({ stdio: ['ignore', 'ignore', 'inherit', 'ipc'], args: argumentsFor(place, settings) })
    const worker = cluster.fork()
    running.add(worker)
    worker.once('exit', (code, signal) => {
      running.delete(worker)
      if (isClosing) return
      log.error({ exitCode: code, signal }, 'a worker process ended and is replaced')
      setTimeout(() => {
        if (!isClosing) start(place)
      }, restartMilliseconds)
    })
    return worker
  }

  // Workers ask each other for connections that only one of them holds.
  const onMessage = (worker: Worker, message: unknown) => passOn(message, worker.id, receiverAt)
  cluster.on('message', onMessage)

  async function close(): Promise<void> {
    isClosing = true
    cluster.off('message', onMessage)
    const ends = [...running].map((worker) => once(worker, 'exit'))
    for (const worker of running) worker.process.kill('SIGTERM')
    await Promise.all(ends)
  }

  try {
    await Promise.all(Array.from({ length: wanted }, (_, place) => untilReady(start(place))))
  } catch (cause) {
    await close()
    throw cause
  }
  return close
}

/** A worker that ends just now is no fault of ours; without a callback Node would end this process. */
function receiverAt(place: number): RelayedWorker | undefined {
  const worker = cluster.workers?.[place]
  return worker && { isConnected: () => worker.isConnected(), send: (message) => void worker.send(message, () => {}) }
}

/** The same command, where each has ports of its own to count and to be reached at. */
function argumentsFor(place: number, settings: WorkerSettings): string[] {
  const { metricsAddress, nodeAddress, nodeListenAddress } = settings
  const own = { '--metrics-address': metricsAddress, '--node-address': nodeAddress }
  return [
    ...process.argv.slice(2),
    ...Object.entries({ ...own, '--node-listen-address': nodeListenAddress }).flatMap(([flag, address]) => {
      if (address === undefined) return []
      const { host, port } = address
      return [flag, `${host.includes(':') ? `[${host}]` : host}:${port + place}`]
    }),
  ]
}

/** Rejects where it ends instead; what it could not do it has said itself. */
function untilReady(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message) => message === ready && resolve())
    worker.once('exit', () => reject(new Error('a worker process ended before it was ready')))
  })
}
