import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const folder = new URL('./', import.meta.url)
const last = 37

/** Nobody holds these yet. A point that is held leaves the list with the test that holds it. */
const owed: readonly number[] = []

test('every point of the checklist is held by a test, but for those that are owed', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.test.ts'))
  const names = files.flatMap((file) => [
    ...readFileSync(new URL(file, folder), 'utf8').matchAll(/\btest\(\s*['"`](\d+)\b/g),
  ])
  const held = new Set(names.map(([, number]) => Number(number)))
  const points = Array.from({ length: last }, (_, index) => index + 1)
  assert.deepEqual(
    points.filter((point) => !held.has(point) && !owed.includes(point)),
    [],
  )
  assert.deepEqual(
    owed.filter((point) => held.has(point)),
    [],
    'held now: take it off the list',
  )
})
