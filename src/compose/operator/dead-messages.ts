import { systemClock } from '../../adapters/system/clock.ts'
import type { DeadMessageFacts, StoreSettings } from '../../config/plans/running.ts'
import type { Storage, Write } from '../../ports/storage/storage.ts'
import { openForOperator } from './maintenance.ts'

const atOnce = 100

/** The mail, SMS and notices of sign-outs that were given up: to whom and why, never what they say. */
export async function listDeadMessages(settings: StoreSettings): Promise<readonly DeadMessageFacts[]> {
  await using storage = (await openForOperator(settings)).storage
  return await everyDeadMessage(storage)
}

/** Puts them back into the outbox, or deletes them. One that is not dead any more is passed over. */
export async function settleDeadMessages(
  settings: StoreSettings,
  decision: 'retry' | 'discard',
  ids: readonly string[] | 'all',
): Promise<number> {
  await using storage = (await openForOperator(settings)).storage
  const chosen = ids === 'all' ? (await everyDeadMessage(storage)).map(({ id }) => id) : [...new Set(ids)]
  let count = 0
  for (const messageId of chosen) {
    const write: Write =
      decision === 'retry'
        ? { write: 'reviveMessage', messageId, at: systemClock.now() }
        : { write: 'discardMessage', messageId }
    const { committed } = await storage.commit([write])
    if (committed) count += 1
  }
  return count
}

async function everyDeadMessage({ installation }: Pick<Storage, 'installation'>): Promise<readonly DeadMessageFacts[]> {
  const all: DeadMessageFacts[] = []
  let after: string | undefined
  do {
    const page = await installation.listDeadMessages({ limit: atOnce, after })
    for (const { message, attempts: tries, reason } of page.items) {
      const { id, poolId: userPoolId, channel, createdAt } = message
      const to = message.channel === 'LOGOUT' ? message.clientId : message.to
      all.push({ id, userPoolId, channel, to, createdAt, tries, reason })
    }
    after = page.next
  } while (after !== undefined)
  return all
}
