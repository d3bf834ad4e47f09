import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { pluralForms, pluralIn } from './plural.ts'

describe('the forms of a number', () => {
  for (const [tag, forms] of Object.entries(pluralForms)) {
    test(`in ${tag} are those that whole numbers take`, () => {
      const rules = new Intl.PluralRules(tag)
      const taken = new Set(Array.from({ length: 1001 }, (_, count) => rules.select(count)))
      assert.deepEqual([...taken].toSorted(), [...forms].toSorted())
    })
  }

  test('are chosen by the rules of the language, with the number as it writes it', () => {
    const days = { one: '# день', few: '# дні', many: '# днів' }
    assert.deepEqual(
      [1, 3, 5, 21, 112].map((count) => pluralIn('uk')(count, days)),
      ['1 день', '3 дні', '5 днів', '21 день', '112 днів'],
    )
    assert.equal(pluralIn('fa')(20, { one: '# روز', other: '# روز' }), '۲۰ روز')
  })

  test('that no whole number takes is not missed', () => {
    assert.equal(pluralIn('pl')(1.5, { one: 'jeden', few: 'kilka', many: 'wiele' }), 'wiele')
    assert.equal(pluralIn('es')(1e6, { one: 'uno', other: '# días' }), '1.000.000 días')
  })
})
