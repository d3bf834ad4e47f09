import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OutboundMessage } from '../../domain/messages/message.ts'
import { createMemoryInbox } from './memory-inbox.ts'

const sentAt = new Date('2026-11-23T12:00:00Z')
const clock = { now: () => sentAt }

function message(overrides: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    id: 'm1',
    poolId: 'us-east-1_A',
    channel: 'EMAIL',
    to: 'ada@example.com',
    subject: 'Your verification code',
    text: 'Your confirmation code is 123456',
    html: undefined,
    code: '123456',
    createdAt: new Date(0),
    ...overrides,
  }
}

describe('memory inbox', () => {
  test('keeps what was sent, with the time of sending', () => {
    const inbox = createMemoryInbox({ clock })
    inbox.capture(message())
    assert.deepEqual(inbox.list(), [
      {
        id: 'm1',
        to: 'ada@example.com',
        channel: 'EMAIL',
        subject: 'Your verification code',
        text: 'Your confirmation code is 123456',
        html: undefined,
        code: '123456',
        sentAt,
      },
    ])
  })

  test('lists the newest first, to everybody or to one', () => {
    const inbox = createMemoryInbox({ clock })
    for (const [to, code] of [
      ['ada@example.com', '1'],
      ['+15550100', '2'],
      ['ada@example.com', '3'],
    ] as const) {
      inbox.capture(message({ to, code }))
    }
    assert.deepEqual(
      inbox.list().map(({ code }) => code),
      ['3', '2', '1'],
    )
    assert.deepEqual(
      inbox.list('ADA@example.com ').map(({ code }) => code),
      ['3', '1'],
    )
    assert.deepEqual(
      inbox.list('+15550100').map(({ code }) => code),
      ['2'],
    )
    assert.deepEqual(inbox.list('ada'), [])
  })

  test('finds one by its id', () => {
    const inbox = createMemoryInbox({ clock })
    inbox.capture(message({ id: 'a', code: '1' }))
    assert.equal(inbox.find('a')?.code, '1')
    assert.equal(inbox.find('b'), undefined)
  })

  test('forgets the oldest beyond its capacity', () => {
    const inbox = createMemoryInbox({ clock, capacity: 2 })
    for (const code of ['1', '2', '3']) inbox.capture(message({ code }))
    assert.deepEqual(
      inbox.list().map(({ code }) => code),
      ['3', '2'],
    )
  })

  test('is empty after it was cleared', () => {
    const inbox = createMemoryInbox({ clock })
    inbox.capture(message())
    inbox.clear()
    assert.deepEqual(inbox.list(), [])
  })
})
