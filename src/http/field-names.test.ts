import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { onceForEachName } from './field-names.ts'

describe('onceForEachName', () => {
  test('asks once for each spelling, in lower case', () => {
    const asked: string[] = []
    const isHost = onceForEachName((name) => {
      asked.push(name)
      return name === 'host'
    })
    assert.deepEqual(['Host', 'host', 'Host', 'Via'].map(isHost), [true, true, true, false])
    assert.deepEqual(asked, ['host', 'host', 'via'])
  })

  test('remembers neither long names nor many', () => {
    let asked = 0
    const lengthOf = onceForEachName((name) => {
      asked += 1
      return name.length
    })
    const long = 'x'.repeat(65)
    assert.deepEqual([lengthOf(long), lengthOf(long), asked], [65, 65, 2])
    const names = Array.from({ length: 1001 }, (_, index) => `x-${index}`)
    for (const name of names) lengthOf(name)
    for (const name of names.slice(0, 1000)) lengthOf(name)
    assert.equal(asked, 2 + 1001 + 1000, 'all but the last were forgotten')
  })
})
