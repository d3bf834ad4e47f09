import assert from 'node:assert/strict'
import { test } from 'node:test'
import { en } from './en.ts'
import { overlay } from './overlay.ts'

test('a text in the place of another leaves its neighbours as they are', () => {
  const own = overlay(en, {
    signInTitle: 'Welcome aboard',
    attributeLabels: { email: 'Mail' },
    errors: { required: (label) => `${label}?` },
  })
  assert.equal(own.signInTitle, 'Welcome aboard')
  assert.equal(own.signUpTitle, en.signUpTitle)
  assert.deepEqual([own.attributeLabels.email, own.attributeLabels.name], ['Mail', en.attributeLabels.name])
  assert.deepEqual([own.errors.required('Age'), own.errors.incorrect], ['Age?', en.errors.incorrect])
  assert.equal(own.attributeLabels, own.attributeLabels, 'the same object each time')
  assert.deepEqual(Object.keys(own), Object.keys(en))
  assert.equal({ ...own }.signInTitle, 'Welcome aboard')
})

test('a name that no catalogue has is no text', () => {
  const own = overlay(en, JSON.parse('{"toString":"x","__proto__":{"signIn":"y"},"other":"z"}'))
  assert.equal(own.signIn, en.signIn)
  assert.equal(typeof own.toString, 'function')
  assert.equal(Reflect.get(own, 'other'), undefined)
})
