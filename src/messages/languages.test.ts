import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { languages, messagesIn } from './languages.ts'

describe('a language', () => {
  for (const language of languages) {
    const { tag, name, direction } = language
    test(`${tag} says which it is`, async () => {
      const messages = await messagesIn(language)
      assert.deepEqual([messages.locale, messages.direction], [tag, direction])
      assert.equal(await messagesIn(language), messages, 'it loads once')
      const [canonical] = Intl.getCanonicalLocales(tag)
      assert.equal(canonical, tag)
      assert.equal(direction, new Intl.Locale(tag).getTextInfo().direction)
      assert.match(name, /^\p{L}/u)
    })
  }

  test('is there once', () => {
    assert.equal(new Set(languages.map(({ tag }) => tag)).size, languages.length)
    assert.equal(new Set(languages.map(({ name }) => name)).size, languages.length)
  })
})
