import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'

const css = readFileSync(new URL('assets/login.css', import.meta.url), 'utf8').replaceAll(/\/\*[^]*?\*\//g, '')

// Experience contract, point 30: what is left in one language is right in another.
describe('the style of the pages', () => {
  const physical =
    /(?:^|[\s;{])(?:(?:margin|padding|border|scroll-margin|scroll-padding|inset)-)?(?:left|right)(?:-[a-z-]+)?\s*:|border-(?:top|bottom)-(?:left|right)-radius|(?:text-align|float|clear)\s*:\s*(?:left|right)\b|(?:^|[\s;{])(?:min-|max-)?(?:width|height)\s*:/gm

  test('names no side and no direction', () => {
    const inRules = css.replaceAll(/@media[^{]*/g, '')
    assert.deepEqual(inRules.match(physical) ?? [], [])
  })

  for (const planted of ['margin-left: 0', 'text-align: right', 'width: 1px', 'border-top-left-radius: 0', 'left: 0']) {
    test(`would be found with ${planted}`, () => assert.notEqual(`a { ${planted} }`.match(physical), null))
  }
})
