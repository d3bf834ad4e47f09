import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { temporaryFolders } from '../../../test/storage/temporary-folders.ts'
import { until } from '../../../test/until.ts'
import { FeedAway } from '../../gateway/revocations/revocation-feed.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { isFeedAway } from '../standalone/open-revocations.ts'
import { followTemplate } from './follow-template.ts'

const newFolder = temporaryFolders()

/** A template that is followed, and looked at when the test says so. */
async function followed() {
  const ports = await testPorts()
  const template = join(newFolder(), 'template.yaml')
  writeFileSync(template, 'first')
  const state = { fault: undefined as Error | undefined, reads: 0 }
  let look = (): void => undefined
  const following = await followTemplate({
    template,
    files: [template],
    async readAgain(note) {
      note(template)
      state.reads += 1
      if (state.fault !== undefined) throw state.fault
    },
    passing: { clock: ports.clock, isPassing: isFeedAway },
    log: ports.log,
    repeat(_seconds, job) {
      look = job
      return { [Symbol.dispose]: () => undefined }
    },
  })
  const outcomes = () => ports.lines.filter(({ message }) => message.startsWith('template ')).length
  return {
    ports,
    state,
    change: () => writeFileSync(template, `${state.reads} and more`.repeat(state.reads + 2)),
    /** Looks until one more outcome is told. */
    async outcome(): Promise<void> {
      const before = outcomes()
      await until(() => {
        look()
        return outcomes() > before
      })
    },
    /** Looks twice, from beginning to end. */
    async lookInVain(): Promise<void> {
      const before = state.reads
      for (let times = 0; times < 2; times += 1) {
        look()
        await new Promise((resolve) => setImmediate(resolve))
      }
      assert.equal(state.reads, before)
    },
    async [Symbol.asyncDispose]() {
      following[Symbol.dispose]()
      await ports[Symbol.asyncDispose]()
    },
  }
}

describe('a template that is followed', () => {
  test('is tried again by itself, at growing distances, while the feed of revocations is away', async () => {
    await using on = await followed()
    on.state.fault = new FeedAway('nobody there', {})
    on.change()
    await on.outcome()
    assert.equal(on.state.reads, 1)
    for (const seconds of [2, 4, 8, 16, 32, 60, 60]) {
      on.ports.clock.advanceSeconds(seconds - 1)
      await on.lookInVain()
      on.ports.clock.advanceSeconds(1)
      await on.outcome()
    }
    assert.equal(on.state.reads, 8)
    on.state.fault = undefined
    on.ports.clock.advanceSeconds(60)
    await on.outcome()
    assert.equal(on.ports.lines.at(-1)?.message, 'template read again')
    on.ports.clock.advanceSeconds(3600)
    await on.lookInVain()
  })

  test('that is broken waits for a change', async () => {
    await using on = await followed()
    on.state.fault = new Error('the API is broken')
    on.change()
    await on.outcome()
    on.ports.clock.advanceSeconds(3600)
    await on.lookInVain()
    on.state.fault = undefined
    on.change()
    await on.outcome()
    assert.equal(on.state.reads, 2)
  })
})
