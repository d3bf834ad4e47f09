import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { answering, type TestFunction } from '../../src/testing/test-functions.ts'
import { openArena } from '../security/arena.ts'
import { openInstallation } from '../security/installation.ts'
import { mailSenders } from '../security/mail-senders.ts'
import { outcomeOf } from '../security/surface.ts'

/** What the trigger is told that each sender sends for; a notice is no business of it. A sender that is not here fails. */
const sources: Readonly<Record<string, string>> = {
  'operations/passkey/CompleteWebAuthnRegistration': 'a notice',
  'operations/passkey/DeleteWebAuthnCredential': 'a notice',
  'operations/user/ChangePassword': 'a notice',
  'login/account/steps/delete': 'a notice',
  'operations/mfa/SetUserMFAPreference': 'a notice',
  'operations/user/SignUp': 'SignUp',
  'operations/user/ResendConfirmationCode': 'ResendCode',
  'operations/user/ForgotPassword': 'ForgotPassword',
  'operations/user/GetUserAttributeVerificationCode': 'VerifyUserAttribute',
  'operations/user/UpdateUserAttributes': 'UpdateUserAttribute',
  'operations/user/AdminUpdateUserAttributes': 'UpdateUserAttribute',
  'operations/user/AdminCreateUser': 'AdminCreateUser',
  'operations/user/AdminResetUserPassword': 'ForgotPassword',
  'operations/auth/InitiateAuth': 'Authentication',
  'operations/auth/AdminInitiateAuth': 'Authentication',
  'operations/auth/RespondToAuthChallenge': 'Authentication',
  'operations/auth/AdminRespondToAuthChallenge': 'Authentication',
  'login/steps/signup': 'SignUp',
  'login/steps/resendcode': 'ResendCode',
  'login/steps/forgot-password': 'ForgotPassword',
  'login/steps/choose': 'Authentication',
  'login/steps/login': 'Authentication',
  'login/steps/new-password': 'Authentication',
}

async function given(name: string) {
  let answer: TestFunction = (event) => event
  const on = await openInstallation({ seed: name })
  const LambdaConfig = on.ports.functions.install({ CustomMessage: (event) => answer(event) })
  // Only who may have a code in the place of a password can ask for one: elsewhere passwords are all that there is.
  const pool = name === 'login/steps/choose' ? { LambdaConfig } : { LambdaConfig, Policies: {} }
  const arena = await openArena(on, { pool })
  const send = mailSenders[name]
  assert.ok(send)
  const act = await send(arena)
  return { on, act, words: (next: TestFunction) => void (answer = next) }
}

describe('every message that a pool sends', () => {
  test('is known by what it is for', () => {
    assert.deepEqual(
      Object.keys(mailSenders).filter((name) => sources[name] === undefined),
      [],
    )
  })

  for (const name of Object.keys(mailSenders).filter((each) => sources[each] !== 'a notice')) {
    test(`is in the words of its custom message trigger: ${name}`, async () => {
      const { on, act, words } = await given(name)
      await using _ = on
      const before = on.ports.messages.length
      const events = on.ports.functions.events.length
      words(answering({ emailMessage: 'Own words: {####} for {username}', emailSubject: 'Own subject' }))
      await act(on)
      const asked = on.ports.functions.events.slice(events)
      assert.deepEqual(
        asked.map(({ triggerSource, request }) => [triggerSource, request.codeParameter, request.linkParameter]),
        [[`CustomMessage_${sources[name]}`, '{####}', '{##Click Here##}']],
      )
      const sent = on.ports.messages.slice(before).find(({ subject }) => subject === 'Own subject')
      assert.match(sent?.text ?? '', /^Own words: \S+ for \S+$/)
      assert.ok(sent?.text.includes(sent.code ?? 'no code'))
    })

    test(`is not sent where the trigger refuses: ${name}`, async () => {
      const { on, act, words } = await given(name)
      await using _ = on
      const before = on.ports.messages.length
      words(() => {
        throw new Error('no mail today')
      })
      const reply = await act(on)
      assert.equal(on.ports.messages.filter(({ code }, at) => at >= before && code !== undefined).length, 0)
      if (name.startsWith('operations/')) {
        assert.equal(outcomeOf(reply), 'UserLambdaValidationException: CustomMessage failed with error no mail today.')
      }
    })
  }
})
