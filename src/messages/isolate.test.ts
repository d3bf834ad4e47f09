import assert from 'node:assert/strict'
import { test } from 'node:test'
import { en } from './en.ts'
import { isolateValues } from './isolate.ts'

test('what is filled in is kept apart from the words around it', () => {
  const isolating = isolateValues(en)
  assert.equal(isolating.signInLead('Notes'), 'to continue to \u2068Notes\u2069')
  assert.equal(isolating.errors.required('Name'), 'Fill in “\u2068Name\u2069”.')
  assert.equal(isolating.ruleLength(8), 'At least 8 characters')
  assert.deepEqual(isolating.mfaSetupSteps, en.mfaSetupSteps)
  assert.deepEqual([isolating.signIn, isolating.attributeLabels.name], [en.signIn, en.attributeLabels.name])
})
