import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { formatSrpTimestamp, parseSrpTimestamp } from './srp-timestamp.ts'

describe('SRP timestamp', () => {
  test('reads the English form with an unpadded day', () => {
    assert.deepEqual(parseSrpTimestamp('Tue Sep 1 02:03:04 UTC 2026'), new Date('2026-09-01T02:03:04Z'))
    assert.deepEqual(parseSrpTimestamp('Thu Feb 29 23:59:59 UTC 2024'), new Date('2024-02-29T23:59:59Z'))
  })

  test('reads back every day that it writes', () => {
    for (let day = 0; day < 3000; day += 1) {
      const date = new Date(Date.UTC(2024, 0, day, day % 24, day % 60, day % 59))
      assert.deepEqual(parseSrpTimestamp(formatSrpTimestamp(date)), date)
    }
  })

  const refused = [
    '',
    'Tue Sep 01 02:03:04 UTC 2026',
    'Wed Sep 1 02:03:04 UTC 2026',
    'Tue Sep 1 2:03:04 UTC 2026',
    'Tue Sep 1 24:03:04 UTC 2026',
    'Tue Sep 31 02:03:04 UTC 2026',
    'Tue Sep 1 02:03:04 GMT 2026',
    'Tue Sep 1 02:03:04 UTC 2026 ',
    'tue sep 1 02:03:04 utc 2026',
    'Di Sep 1 02:03:04 UTC 2026',
    'Tue Xyz 1 02:03:04 UTC 2026',
    'Sat Jan 1 00:00:00 UTC 0000',
    '2026-09-01T02:03:04Z',
  ]
  for (const text of refused) {
    test(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseSrpTimestamp(text), undefined))
  }
})
