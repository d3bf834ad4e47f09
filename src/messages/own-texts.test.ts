import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { en } from './en.ts'
import { ownTextProblems, withOwnTexts } from './own-texts.ts'

describe('texts of somebody’s own', () => {
  test('take the place of ours, name by name', () => {
    const messages = withOwnTexts(en, { signInTitle: 'Come aboard', errors: { incorrect: 'No such sailor.' } })
    assert.equal(messages.signInTitle, 'Come aboard')
    assert.equal(messages.errors.incorrect, 'No such sailor.')
    assert.equal(messages.signUpTitle, en.signUpTitle)
    assert.equal(messages.errors.locked, en.errors.locked)
    assert.deepEqual([messages.locale, messages.direction], ['en', 'ltr'])
  })

  test('are filled in', () => {
    const messages = withOwnTexts(en, {
      signInLead: 'for {0}, {0}!',
      ruleLength: { one: 'one character', other: '{0} characters' },
    })
    assert.equal(messages.signInLead('<Harbour>'), 'for <Harbour>, <Harbour>!')
    assert.deepEqual([messages.ruleLength(1), messages.ruleLength(8)], ['one character', '8 characters'])
  })

  test('keep what is filled in to itself from right to left', () => {
    const messages = withOwnTexts({ ...en, locale: 'ar', direction: 'rtl' }, { signInLead: '{0}' })
    assert.equal(messages.signInLead('Harbour'), '\u2068Harbour\u2069')
  })

  const wrong: Readonly<Record<string, [texts: Readonly<Record<string, unknown>>, problem: string]>> = {
    'a name that no text has': [{ signInTitel: 'x' }, 'signInTitel is no text of ours'],
    'a name in a section': [{ errors: { nothing: 'x' } }, 'errors.nothing is no text of ours'],
    'what every object has': [{ toString: 'x' }, 'toString is no text of ours'],
    'the language': [{ locale: 'de' }, 'locale is no text of ours'],
    'a number': [{ signInTitle: 5 }, 'signInTitle must be a text'],
    'an empty text': [{ signInTitle: '' }, 'signInTitle must be a text'],
    'a text for a section': [{ errors: 'x' }, 'errors must be an object'],
    'a value that there is not': [{ signInLead: 'for {1}' }, 'signInLead has no value {1} to fill in'],
    'a list that is too short': [
      { mfaSetupSteps: ['x'] },
      `mfaSetupSteps must be a list of ${en.mfaSetupSteps.length} texts`,
    ],
  }
  for (const [what, [texts, problem]] of Object.entries(wrong)) {
    test(`${what} is told and left out`, () => {
      assert.deepEqual(ownTextProblems(texts), [problem])
      const messages = withOwnTexts(en, texts)
      assert.deepEqual(
        [messages.signInTitle, messages.signInLead('x'), messages.errors.incorrect, messages.mfaSetupSteps],
        [en.signInTitle, en.signInLead('x'), en.errors.incorrect, en.mfaSetupSteps],
      )
    })
  }
})
