import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pseudoLanguages } from './pseudo.ts'

test('en-XA is English with marks, longer by two fifths, and keeps what is filled in', () => {
  const messages = pseudoLanguages['en-XA']
  assert.equal(messages.signIn, '[Šîĝñ îñ lorem]')
  assert.equal(messages.letters.confirmation.body, '[Ýöûŕ çöñfîŕmåţîöñ çöðé îš {####} lorem lorem lorem]')
  assert.match(messages.signInLead('Notes'), /^\[ţö çöñţîñûé ţö Ñöţéš/)
  assert.equal(messages.mfaSetupSteps.length, 3)
  for (const text of messages.mfaSetupSteps) assert.match(text, /^\[.*lorem\]$/)
})

test('ar-XB is English from right to left', () => {
  const messages = pseudoLanguages['ar-XB']
  assert.equal(messages.direction, 'rtl')
  assert.equal(messages.signIn, '[\u202eSign\u202c \u202ein\u202c]')
  assert.equal(
    messages.letters.invitation.body,
    '[\u202eYour\u202c \u202eusername\u202c \u202eis\u202c {username} \u202eand\u202c \u202etemporary\u202c \u202epassword\u202c \u202eis\u202c {####}.]',
  )
})
