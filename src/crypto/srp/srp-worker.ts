import { parentPort } from 'node:worker_threads'
import { runSrpJob, type SrpJob } from './srp-job.ts'

/** One thread of `srp-threads.ts`: takes a numbered job, answers with its number. */
parentPort?.on('message', ({ id, job }: { readonly id: number; readonly job: SrpJob }) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage({ id, ...outcome(job) })
})

function outcome(job: SrpJob) {
  try {
    const result = runSrpJob(job)
    // A Buffer may share its memory with others, all of which would be cloned with it.
    return { result: result instanceof Uint8Array ? Uint8Array.from(result) : result }
  } catch (cause) {
    return { failure: cause }
  }
}
