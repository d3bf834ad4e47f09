import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createBudget, defaultVtlLimits } from '../vtl/budget.ts'
import { jsonText } from '../vtl/json-text.ts'
import { parseJson } from '../vtl/parse-json.ts'
import { listOf } from '../vtl/value.ts'
import { findByPath } from './find-by-path.ts'
import { JsonPathRefused, parseJsonPath } from './json-path.ts'

const shop = {
  store: {
    book: [
      { title: 'A', price: 8.95, tags: ['x', 'y'] },
      { title: 'B', price: 12, isbn: '1' },
      { title: 'C', price: 9 },
    ],
    'odd name': { 'with.dot': true },
    bike: { price: 19.95 },
  },
  __proto__x: 1,
}

function found(path: string): string | undefined {
  const outcome = parseJson(JSON.stringify(shop), { depth: 20, members: 1000 })
  assert.ok(outcome.kind === 'value')
  const budget = createBudget(defaultVtlLimits)
  const value = findByPath(outcome.value, parseJsonPath(path), budget.spend)
  return value === undefined ? undefined : jsonText(value, budget)
}

describe('1.14 JSONPath', () => {
  const cases: Readonly<Record<string, string | undefined>> = {
    $: JSON.stringify(shop),
    '$.store.bike.price': '19.95',
    'store.bike.price': '19.95',
    "$['store']['bike']": '{"price":19.95}',
    '$.store["odd name"]["with.dot"]': 'true',
    '$.store.book[1].title': '"B"',
    '$.store.book[-1].title': '"C"',
    '$.store.book[0,2].title': '["A","C"]',
    '$.store.book[0:2].title': '["A","B"]',
    '$.store.book[-2:].title': '["B","C"]',
    '$.store.book[*].title': '["A","B","C"]',
    '$.store.book.*.title': '["A","B","C"]',
    '$..price': '[8.95,12,9,19.95]',
    '$.store..tags[0]': '["x"]',
    '$.store.book[?(@.isbn)].title': '["B"]',
    '$.store.book[?(@.price < 10)].title': '["A","C"]',
    "$.store.book[?(@.title == 'B')].price": '[12]',
    '$.store.book.length()': '3',
    '$.store.nope': undefined,
    '$.store.book[7]': undefined,
    '$.store.book[7].title': undefined,
    '$.store.nope[*]': '[]',
    '$.constructor': undefined,
    '$.__proto__': undefined,
    '$.store.book.title': undefined,
  }
  for (const [path, expected] of Object.entries(cases)) {
    test(path, () => assert.equal(found(path), expected))
  }

  test('what is outside the subset is refused, scripts first of all', () => {
    for (const path of [
      '$.a[(@.length-1)]',
      '$.a[?(@.b =~ /x/)]',
      '$.a[?(process.exit())]',
      '$.',
      '$[',
      '$.a b',
      '$...a',
    ]) {
      assert.throws(() => parseJsonPath(path), JsonPathRefused, path)
    }
  })
})

test('1.14 a list may be as long as a backend may send', () => {
  const list = listOf(Array.from({ length: 200_000 }, () => 1n))
  assert.deepEqual(
    findByPath(list, parseJsonPath('$..price'), () => {}),
    listOf([], true),
  )
})
