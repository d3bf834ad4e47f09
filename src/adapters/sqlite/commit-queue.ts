import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { StorageFault } from '../../ports/storage/storage-fault.ts'
import type { SqlCommitResult, SqlWrite } from '../sql/sql-write.ts'
import type { FromCommitWorker, ToCommitWorker } from './commit-protocol.ts'
import { stopped } from './commit-here.ts'
import type { ConnectionOptions } from './open-connection.ts'

interface Waiting {
  readonly resolve: (result: SqlCommitResult) => void
  readonly reject: (fault: StorageFault) => void
}

/** Hands commits to the thread that writes. It owns that thread. */
export class CommitQueue implements AsyncDisposable {
  readonly #worker: Worker
  readonly #mostWaiting: number
  readonly #waiting = new Map<number, Waiting>()
  readonly #there = Promise.withResolvers<void>()
  #lastId = 0
  #stopped: StorageFault | undefined

  constructor(options: ConnectionOptions, mostWaiting: number) {
    this.#mostWaiting = mostWaiting
    this.#worker = new Worker(new URL('./commit-thread.ts', import.meta.url), { workerData: options })
    this.#worker.on('message', (message: FromCommitWorker) => this.#settle(message))
    this.#worker.on('error', (error: Error) => this.#stop(error))
    this.#worker.on('exit', () => this.#stop(new Error('the thread that writes has ended')))
    // It keeps the process alive only while someone waits for an answer.
    this.#worker.unref()
  }

  /** Settled when the thread has opened the database, or never will. */
  get isThere(): Promise<void> {
    return this.#there.promise
  }

  submit(writes: readonly SqlWrite[]): Promise<SqlCommitResult> {
    if (this.#stopped !== undefined) return Promise.reject(this.#stopped)
    if (this.#waiting.size >= this.#mostWaiting) {
      return Promise.reject(new StorageFault('overloaded', `${this.#mostWaiting} commits are waiting already`))
    }
    const id = (this.#lastId += 1)
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.ref()
      this.#post({ kind: 'commit', request: { id, writes } })
    })
  }

  /** Commits that were submitted are carried out first. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#stopped?.reason === 'closed') return
    const isRunning = this.#stopped === undefined || this.#stopped.reason === 'stopped'
    this.#stopped = new StorageFault('closed', 'the storage is closed')
    if (!isRunning) return
    this.#worker.ref()
    const ended = once(this.#worker, 'exit')
    this.#post({ kind: 'close' })
    await ended
  }

  #post(message: ToCommitWorker): void {
    this.#worker.postMessage(message)
  }

  #settle({ replies, stoppedBy }: FromCommitWorker): void {
    this.#there.resolve()
    if (stoppedBy !== undefined) this.#stopped ??= new StorageFault('stopped', stopped, { cause: stoppedBy })
    for (const { id, outcome } of replies) {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (!('error' in outcome)) waiting?.resolve(outcome)
      else waiting?.reject(new StorageFault('engine', 'the commit failed', { cause: outcome.error }))
    }
    // Closing waits for the thread to end.
    if (this.#waiting.size === 0 && this.#stopped?.reason !== 'closed') this.#worker.unref()
  }

  #stop(cause: Error): void {
    this.#there.resolve()
    this.#stopped ??= new StorageFault('stopped', stopped, { cause })
    for (const { reject } of this.#waiting.values()) reject(new StorageFault('engine', 'the commit failed', { cause }))
    this.#waiting.clear()
  }
}
