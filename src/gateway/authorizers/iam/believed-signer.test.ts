import assert from 'node:assert/strict'
import { test } from 'node:test'
import { headersFromRecord } from '../../../http/headers.ts'
import { originOf } from './believed-signer.ts'

test('a page of another site that only links to an API is known for one', () => {
  const told: readonly (readonly [Record<string, string | string[]>, string | undefined])[] = [
    [{}, undefined],
    [{ 'sec-fetch-site': 'none' }, undefined],
    [{ 'sec-fetch-site': 'same-origin' }, undefined],
    [{ 'sec-fetch-site': 'cross-site' }, ''],
    [{ 'sec-fetch-site': ['none', 'cross-site'] }, ''],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 'https://evil.example'],
    [{ origin: 'http://localhost:3000' }, 'http://localhost:3000'],
    [{ origin: ['http://localhost:3000', 'http://localhost:3000'] }, ''],
  ]
  for (const [headers, origin] of told) assert.equal(originOf(headersFromRecord(headers)), origin)
})
