import { newUuid } from '../../crypto/identifiers.ts'
import { leaseSeconds } from './import-batch.ts'
import { runImportJob, type ImportPorts } from './run-import-job.ts'

export interface ImportDispatcherOptions {
  readonly ports: ImportPorts
  /** Calls back every so often until disposed: for jobs of nodes that died. */
  readonly repeat?: (everySeconds: number, job: () => void) => Disposable
}

export interface ImportDispatcher extends AsyncDisposable {
  /** A job was started. Returns at once. */
  kick(): void
  /** Runs every job that nobody holds, and resolves when that is done. */
  drain(): Promise<void>
}

const repeatSeconds = 15

/**
 * Runs import jobs in the background, one after the other. A job belongs to the node that claimed it for as long as that
 * node goes on; when it dies, another goes on behind its last commit a minute later.
 */
export function createImportDispatcher({ ports, repeat }: ImportDispatcherOptions): ImportDispatcher {
  const { storage, clock, random, log } = ports
  const state = { isKicked: false, isClosed: false }
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    try {
      while (state.isKicked && !state.isClosed) {
        state.isKicked = false
        await runClaimable()
      }
    } catch (error) {
      // The lease ends, and the timer finds the job again.
      log.error({ err: error }, 'a user import broke off')
    }
    running = undefined
  }

  async function runClaimable(): Promise<void> {
    for (const name of await storage.userImports.listClaimable(clock.now())) {
      const owner = newUuid((size) => random.bytes(size))
      const now = clock.now()
      const leaseUntil = new Date(now.getTime() + leaseSeconds * 1000)
      const { committed } = await storage.commit([{ write: 'claimImportJob', ...name, owner, now, leaseUntil }])
      if (committed) await runImportJob(ports, name, { owner, isClosed: () => state.isClosed })
    }
  }

  function start(): Promise<void> {
    if (state.isClosed) return Promise.resolve()
    state.isKicked = true
    running ??= run()
    return running
  }

  const timer = repeat?.(repeatSeconds, () => void start())
  return {
    kick: () => void start(),
    drain: start,
    async [Symbol.asyncDispose]() {
      state.isClosed = true
      timer?.[Symbol.dispose]()
      await running
    },
  }
}
