import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createPasswordWork } from './password-work.ts'

function gate() {
  const opened = Promise.withResolvers<void>()
  return { open: () => opened.resolve(), job: () => opened.promise.then(() => 'done') }
}

describe('createPasswordWork', () => {
  test('runs so many at once, lets so many wait, and tells the rest at once', async () => {
    const work = createPasswordWork({ concurrent: 2, mostWaiting: 1 })
    const [first, second, third] = [gate(), gate(), gate()]
    const one = work.run(first.job)
    const two = work.run(second.job)
    const three = work.run(third.job)
    assert.deepEqual(await work.run(() => Promise.resolve('never')), { kind: 'busy' })
    third.open()
    first.open()
    assert.deepEqual(await one, { kind: 'done', result: 'done' })
    assert.deepEqual(await three, { kind: 'done', result: 'done' })
    second.open()
    assert.deepEqual(await two, { kind: 'done', result: 'done' })
  })

  test('gives the place of a job that failed to the next', async () => {
    const work = createPasswordWork({ concurrent: 1, mostWaiting: 1 })
    const failing = work.run(() => Promise.reject(new Error('no')))
    const next = work.run(() => Promise.resolve(1))
    await assert.rejects(failing, /no/)
    assert.deepEqual(await next, { kind: 'done', result: 1 })
    assert.deepEqual(await work.run(() => Promise.resolve(2)), { kind: 'done', result: 2 })
  })
})
