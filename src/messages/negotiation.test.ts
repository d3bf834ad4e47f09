import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { acceptedRanges, firstLanguage, lookUpLanguage } from './negotiation.ts'

describe('the language of a range', () => {
  for (const [range, tag] of Object.entries({
    de: 'de',
    DE: 'de',
    'de-AT': 'de',
    'de-Latn-CH-1996': 'de',
    de_DE: 'de',
    'de-x-dialect': 'de',
    'en-GB': 'en',
    tlh: undefined,
    '*': undefined,
    '': undefined,
    '-': undefined,
    constructor: undefined,
    __proto__: undefined,
  })) {
    test(`${range} is ${tag}`, () => assert.equal(lookUpLanguage(range)?.tag, tag))
  }

  test('a very long one is no work', () => {
    assert.equal(lookUpLanguage('a-'.repeat(100_000)), undefined)
  })

  test('the first that we speak is taken', () => {
    assert.equal(firstLanguage(['tlh', 'de-CH', 'en'])?.tag, 'de')
    assert.equal(firstLanguage([]), undefined)
  })
})

describe('what a browser accepts', () => {
  for (const [field, ranges] of Object.entries({
    'de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7': ['de-DE', 'de', 'en-US', 'en'],
    'en;q=0.1, fr ; q=0.9 , *;q=0.5': ['fr', 'en'],
    'da, en-gb;q=0.8, en;q=0': ['da', 'en-gb'],
    'en;q=2, fr;q=x, <script>': [],
    '': [],
  })) {
    test(`by ${field}`, () => assert.deepEqual(acceptedRanges(field), ranges))
  }
})
