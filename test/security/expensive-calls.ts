import { createHook } from 'node:async_hooks'
import { Worker } from 'node:worker_threads'
import type { TestPorts } from '../../src/testing/test-ports.ts'

/**
 * Writes that tell a user of what happened or send them something, and those that stand in for them where there is
 * nobody to tell. Whether they take the same time is for a clock to say, not for a count.
 */
const addressed = new Set(['recordAuthEvent', 'enqueueMessage', 'completeMessage', 'putCode', 'spendSession'])

export interface CountedPorts {
  readonly ports: TestPorts
  /** What was done since the last call, in order of name: each expensive call, as often as it was made. */
  take(): readonly string[]
}

/**
 * Watches what costs time: exponentiations on the SRP threads, jobs of the crypto thread pool (argon2, signatures),
 * places taken in the bounded place for password work, seals, codes, reads and commits.
 */
export function countExpensiveCalls(ports: TestPorts): CountedPorts {
  let seen: string[] = []
  const note = (call: string): void => void seen.push(call)
  watchThreads(note)
  const { passwordWork, sealing, storage, codes } = ports
  return {
    take() {
      const taken = seen.toSorted()
      seen = []
      return taken
    },
    ports: {
      ...ports,
      codes: { newCode: (digits) => (note(`code of ${digits} digits`), codes.newCode(digits)) },
      passwordWork: { run: (job) => (note('password work'), passwordWork.run(job)) },
      sealing: {
        seal: (text, context) => (note('seal'), sealing.seal(text, context)),
        open: (sealed, context) => (note('open'), sealing.open(sealed, context)),
        keyFor: sealing.keyFor,
      },
      storage: {
        ...storage,
        userPools: counted('userPools', storage.userPools, note),
        appClients: counted('appClients', storage.appClients, note),
        users: counted('users', storage.users, note),
        groups: counted('groups', storage.groups, note),
        factors: counted('factors', storage.factors, note),
        sessions: counted('sessions', storage.sessions, note),
        attempts: counted('attempts', storage.attempts, note),
        commit: (writes) => {
          const names = writes.map(({ write }) => write).filter((name) => !addressed.has(name))
          note(`commit of ${names.join(', ')}`)
          return storage.commit(writes)
        },
      },
    },
  }
}

function counted<Queries extends object>(name: string, queries: Queries, note: (call: string) => void): Queries {
  return new Proxy(queries, {
    get(target, member, receiver) {
      const query: unknown = Reflect.get(target, member, receiver)
      if (typeof query !== 'function') return query
      return (...values: unknown[]) => {
        note(`read ${name}.${String(member)}`)
        return query.apply(target, values)
      }
    },
  })
}

let listener: (call: string) => void = () => {}
let isWatching = false

/** Threads are the process's, so there is one watch, for whoever counts at the moment. */
function watchThreads(note: (call: string) => void): void {
  listener = note
  if (isWatching) return
  isWatching = true
  const jobs = /^(ARGON2|SIGN|PBKDF2|SCRYPT|HASH)REQUEST$/
  createHook({ init: (_id, type) => void (jobs.test(type) && listener(`crypto job ${type}`)) }).enable()
  const { postMessage } = Worker.prototype
  Worker.prototype.postMessage = function post(this: Worker, message: { readonly job?: { readonly name: string } }) {
    if (message.job) listener(`SRP thread ${message.job.name}`)
    return postMessage.call(this, message)
  }
}
