import assert from 'node:assert/strict'
import { mustCommit, type Behaviour } from './given.ts'
import type { GuardCase } from './guard-case.ts'
import * as make from './records.ts'
import type { Write } from '../storage.ts'

export const messageTests: Readonly<Record<string, Behaviour>> = {
  async 'due messages are leased, oldest first'({ storage, poolId }) {
    const messages = [2, 1, 3].map((seconds) => make.aMessage(poolId, { createdAt: make.after(seconds) }))
    await mustCommit(storage, ...messages.map((message): Write => ({ write: 'enqueueMessage', message })))
    const ids = async (limit: number, seconds: number): Promise<readonly string[]> => {
      const claimed = await storage.installation.claimMessages(limit, 30, make.after(seconds))
      return claimed.map(({ message }) => message.id)
    }
    const [second, first, third] = messages.map(({ id }) => id)
    assert.deepEqual(await ids(9, 0), [])
    assert.deepEqual(await ids(2, 3), [first, second])
    assert.deepEqual(await ids(9, 3), [third])
    assert.deepEqual(await ids(9, 32), [])
    assert.deepEqual(await ids(9, 33), [first, second, third])
    await mustCommit(storage, ...messages.map(({ id }): Write => ({ write: 'completeMessage', messageId: id })))
  },

  async 'the backlog counts what waits and what is dead'({ storage, poolId }) {
    const before = await storage.installation.messageBacklog()
    const messages = [1, 2, 3].map((seconds) => make.aMessage(poolId, { createdAt: make.after(-9_000_000 + seconds) }))
    const [first, second, third] = messages.map(({ id }) => id)
    await mustCommit(
      storage,
      ...messages.map((message): Write => ({ write: 'enqueueMessage', message })),
      { write: 'failMessage', messageId: first ?? '', reason: 'refused', retryAt: undefined },
      { write: 'failMessage', messageId: second ?? '', reason: 'busy', retryAt: make.after(60) },
    )
    assert.deepEqual(await storage.installation.messageBacklog(), {
      waiting: before.waiting + 2,
      oldestAt: make.after(-8_999_998),
      dead: before.dead + 1,
    })
    await mustCommit(
      storage,
      ...[first, second, third].map((id): Write => ({ write: 'completeMessage', messageId: id ?? '' })),
    )
  },

  async 'many claimers share the messages'({ storage, poolId }) {
    const messages = Array.from({ length: 100 }, () => make.aMessage(poolId))
    await mustCommit(storage, ...messages.map((message): Write => ({ write: 'enqueueMessage', message })))
    const claims = Array.from({ length: 16 }, () => storage.installation.claimMessages(10, 30, make.noon))
    const claimed = (await Promise.all(claims)).flatMap((batch) => batch.map(({ message }) => message.id))
    assert.equal(new Set(claimed).size, claimed.length)
    const rest = await storage.installation.claimMessages(200, 30, make.noon)
    const everything = [...claimed, ...rest.map(({ message }) => message.id)]
    assert.deepEqual(everything.toSorted(), messages.map(({ id }) => id).toSorted())
    await mustCommit(storage, ...messages.map(({ id }): Write => ({ write: 'completeMessage', messageId: id })))
  },
}

export const messageGuards: Readonly<Record<'message-dead', Readonly<Record<string, GuardCase>>>> = {
  'message-dead': {
    'reviving a message that waits': ({ poolId }) => {
      const message = make.aMessage(poolId, { createdAt: make.after(1_000_000) })
      return {
        given: [{ write: 'enqueueMessage', message }],
        fails: { write: 'reviveMessage', messageId: message.id, at: make.noon },
      }
    },
    'discarding a message that waits': ({ poolId }) => {
      const message = make.aMessage(poolId, { createdAt: make.after(1_000_000) })
      return {
        given: [{ write: 'enqueueMessage', message }],
        fails: { write: 'discardMessage', messageId: message.id },
      }
    },
    'discarding a message that is not there': () => ({ fails: { write: 'discardMessage', messageId: 'none' } }),
  },
}
