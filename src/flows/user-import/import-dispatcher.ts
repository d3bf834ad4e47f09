import { newUuid } from '../../crypto/identifiers.ts'
import { createDispatcher, type Dispatcher, type Repeat } from '../work/dispatcher.ts'
import type { ImportPorts } from './run-import-job.ts'

export interface ImportDispatcherOptions {
  readonly ports: ImportPorts
  readonly repeat?: Repeat
}

/**
 * Runs import jobs in the background, one after the other. A job belongs to the node that claimed it for as long as that
 * node goes on; when it dies, another goes on behind its last commit a minute later.
 */
export function createImportDispatcher({ ports, repeat }: ImportDispatcherOptions): Dispatcher {
  const { storage, clock, random, log } = ports

  async function runClaimable(isClosed: () => boolean): Promise<void> {
    const claimable = await storage.userImports.listClaimable(clock.now())
    if (claimable.length === 0) return
    const { leaseSeconds } = await import('./import-batch.ts')
    const { runImportJob } = await import('./run-import-job.ts')
    for (const name of claimable) {
      const owner = newUuid((size) => random.bytes(size))
      const now = clock.now()
      const leaseUntil = new Date(now.getTime() + leaseSeconds * 1000)
      const { committed } = await storage.commit([{ write: 'claimImportJob', ...name, owner, now, leaseUntil }])
      if (committed) await runImportJob(ports, name, { owner, isClosed })
    }
  }

  return createDispatcher({ doDue: runClaimable, repeat, log, failure: 'a user import broke off' })
}
