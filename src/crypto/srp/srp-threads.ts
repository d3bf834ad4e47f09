import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { SrpJob, SrpResult } from './srp-job.ts'

interface Pending {
  readonly resolve: (result: SrpResult) => void
  readonly reject: (cause: unknown) => void
}

interface Thread {
  readonly worker: Worker
  readonly pending: Map<number, Pending>
}

interface Answer {
  readonly id: number
  readonly result?: SrpResult
  readonly failure?: unknown
}

/** One core stays with the event loop; beyond four threads sign-in is no longer what a node waits for. */
const threadLimit = Math.max(1, Math.min(4, availableParallelism() - 1))
const threads: Thread[] = []
let lastId = 0

/**
 * Runs a job on a thread of its own kind. Threads start at first need, keep the process alive only while they work,
 * and are replaced when they die; a job that dies with its thread is rejected.
 */
export function runOnSrpThread(job: SrpJob): Promise<SrpResult> {
  const thread = leastBusyThread()
  const id = (lastId += 1)
  return new Promise((resolve, reject) => {
    thread.pending.set(id, { resolve, reject })
    thread.worker.ref()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    thread.worker.postMessage({ id, job })
  })
}

function leastBusyThread(): Thread {
  const leastBusy = threads.toSorted((left, right) => left.pending.size - right.pending.size)[0]
  if (leastBusy !== undefined && (leastBusy.pending.size === 0 || threads.length >= threadLimit)) return leastBusy
  return startThread()
}

function startThread(): Thread {
  const entry = import.meta.url.endsWith('.ts') ? './srp-worker.ts' : './srp-worker.js'
  const worker = new Worker(new URL(entry, import.meta.url), { name: 'srp', env: {}, execArgv: [] })
  const thread: Thread = { worker, pending: new Map() }
  worker.unref()
  worker.on('message', (answer: Answer) => settle(thread, answer))
  worker.on('error', (cause) => discard(thread, cause))
  worker.on('exit', (code) => discard(thread, new Error(`an SRP thread ended with code ${code}`)))
  threads.push(thread)
  return thread
}

function settle(thread: Thread, { id, result, failure }: Answer): void {
  const pending = thread.pending.get(id)
  thread.pending.delete(id)
  if (thread.pending.size === 0) thread.worker.unref()
  if (failure !== undefined) return pending?.reject(new Error('an SRP computation failed', { cause: failure }))
  pending?.resolve(result)
}

function discard(thread: Thread, cause: unknown): void {
  const at = threads.indexOf(thread)
  if (at >= 0) threads.splice(at, 1)
  for (const { reject } of thread.pending.values()) reject(cause)
  thread.pending.clear()
}
