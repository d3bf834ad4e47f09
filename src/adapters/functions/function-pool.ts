import type { StreamEnd } from '../../ports/functions.ts'
import type { WorkerJob, WorkerProcess, WorkerProcessOptions } from './worker-process.ts'

export interface FunctionPoolOptions extends WorkerProcessOptions {
  /** The most processes of one function, and so the most calls of it at a time. */
  readonly concurrency: number
  /** The most calls that wait; one more is refused at once. */
  readonly queueLength: number
  /** Whether code that changed on disk is loaded again. */
  readonly reload: boolean
  readonly idleSeconds: number
}

interface WaitingJob extends WorkerJob {
  readonly resolve: (end: StreamEnd) => void
}

/** Owns the processes of one function. */
export class FunctionPool implements Disposable {
  readonly #options: FunctionPoolOptions
  readonly #idle: { readonly process: WorkerProcess; readonly retire: NodeJS.Timeout }[] = []
  readonly #processes = new Set<WorkerProcess>()
  readonly #waiting: WaitingJob[] = []
  #running = 0
  #isClosed = false
  #isDisposed = false

  constructor(options: FunctionPoolOptions) {
    this.#options = options
  }

  async invoke(job: WorkerJob, signal: AbortSignal): Promise<StreamEnd> {
    if (this.#isClosed) return { kind: 'unavailable', reason: 'The function is being replaced.' }
    if (this.#waiting.length >= this.#options.queueLength)
      return { kind: 'unavailable', reason: 'Rate Exceeded.', error: 'TooManyRequestsException' }
    const { promise, resolve } = Promise.withResolvers<StreamEnd>()
    const waiting = { ...job, resolve }
    this.#waiting.push(waiting)
    const leave = () => {
      const place = this.#waiting.indexOf(waiting)
      if (place === -1) return
      this.#waiting.splice(place, 1)
      resolve({ kind: 'unavailable', reason: 'Nobody waits for the answer any more.' })
    }
    signal.addEventListener('abort', leave, { once: true })
    void this.#work()
    return promise
  }

  /** Takes no more calls; those that run or wait are still answered. */
  retire(): void {
    this.#isClosed = true
    for (const { process, retire } of this.#idle.splice(0)) {
      clearTimeout(retire)
      this.#end(process)
    }
  }

  [Symbol.dispose](): void {
    this.retire()
    this.#isDisposed = true
    for (const { resolve } of this.#waiting.splice(0))
      resolve({ kind: 'unavailable', reason: 'The server is stopping.' })
    for (const process of this.#processes) process[Symbol.dispose]()
  }

  /** Takes jobs off the queue, one after the other, as long as there is a place for one more process. */
  async #work(): Promise<void> {
    if (this.#running >= this.#options.concurrency) return
    this.#running += 1
    try {
      for (let job = this.#waiting.shift(); job !== undefined; job = this.#waiting.shift()) await this.#run(job)
    } finally {
      this.#running -= 1
    }
  }

  async #run(job: WaitingJob): Promise<void> {
    const process = (await this.#takeIdle()) ?? (await this.#start())
    // Whoever disposed of the others meanwhile did not know this one.
    if (this.#isDisposed) this.#end(process)
    const end = await process.run(job)
    if (process.hasEnded || this.#isClosed) this.#end(process)
    else this.#keep(process)
    job.resolve(end)
  }

  async #takeIdle(): Promise<WorkerProcess | undefined> {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      clearTimeout(idle.retire)
      const isUsable = this.#options.reload ? await idle.process.isFresh() : !idle.process.hasEnded
      if (isUsable) return idle.process
      this.#end(idle.process)
    }
    return undefined
  }

  async #start(): Promise<WorkerProcess> {
    const { WorkerProcess: Process } = await import('./worker-process.ts')
    const process = new Process(this.#options)
    this.#processes.add(process)
    return process
  }

  #keep(process: WorkerProcess): void {
    const retire = setTimeout(() => {
      const place = this.#idle.findIndex((idle) => idle.process === process)
      if (place !== -1) this.#idle.splice(place, 1)
      this.#end(process)
    }, this.#options.idleSeconds * 1_000)
    retire.unref()
    this.#idle.push({ process, retire })
  }

  #end(process: WorkerProcess): void {
    process[Symbol.dispose]()
    this.#processes.delete(process)
  }
}
