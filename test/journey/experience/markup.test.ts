import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openChoice, openPages, password, tagsIn, textOf } from './open-pages.ts'

const shown = ['/login', '/signup', '/forgotPassword']

describe('markup and password managers', () => {
  test('1: every step is one form that posts, and nothing hangs on a script', async () => {
    await using pages = await openPages()
    for (const path of shown) {
      const markup = await pages.see(path)
      const forms = tagsIn(markup, 'form').filter((form) => form.includes('method="post"'))
      assert.equal(forms.length, 1, path)
      assert.doesNotMatch(markup, /\son[a-z]+=|javascript:/, path)
    }
    assert.equal(pages.leadsTo(await pages.send('/login', { username: 'ada', password })), 'https://app.example.com')
  })

  test('2: whoever signs in names themselves in a field that managers, passkeys and phones know', async () => {
    for (const [UsernameAttributes, type] of [
      [['email'], 'email'],
      [['phone_number'], 'tel'],
      [undefined, 'text'],
    ] as const) {
      await using pages = await openPages({
        pool: { configuration: { ...(UsernameAttributes && { UsernameAttributes }) } },
      })
      const field = tagsIn(await pages.see('/login'), 'input').find((input) => input.includes('name="username"')) ?? ''
      for (const part of [
        'id="signInFormUsername"',
        `type="${type}"`,
        'autocomplete="username webauthn"',
        'autocapitalize="none"',
        'spellcheck="false"',
      ])
        assert.ok(field.includes(part), `${part} in ${field}`)
    }
  })

  test('3: passwords are said to be current or new, with the policy, at any length, and once', async () => {
    await using pages = await openPages({
      pool: { configuration: { Policies: { PasswordPolicy: { MinimumLength: 12, RequireNumbers: true } } } },
    })
    const [current] = tagsIn(await pages.see('/login'), 'input').filter((input) => input.includes('type="password"'))
    assert.match(current ?? '', /autocomplete="current-password" maxlength="256"/)
    const fields = tagsIn(await pages.see('/signup'), 'input').filter((input) => input.includes('type="password"'))
    assert.equal(fields.length, 1, 'nobody repeats a password')
    assert.match(fields[0] ?? '', /autocomplete="new-password" maxlength="256"/)
    assert.match(fields[0] ?? '', /passwordrules="minlength: 12; required: digit;/)
  })

  test('4: the password page keeps the name where managers read it, and shows it with a way out', async () => {
    await using pages = await openChoice()
    await pages.send('/login', { username: 'ada' })
    const markup = await pages.see('/password')
    const [hidden] = tagsIn(markup, 'input').filter((input) => input.includes('name="username"'))
    assert.match(
      hidden ?? '',
      /class="hidden" type="text" name="username" autocomplete="username" value="ada" readonly/,
    )
    assert.match(textOf(markup), /ada Not you\?/)
  })

  test('5: managers find where a password is changed and a passkey made', async () => {
    await using pages = await openChoice()
    const change = await pages.browser.get('/.well-known/change-password')
    assert.deepEqual([change.status, pages.leadsTo(change)], [302, '/account/password'])
    const passkeys = await pages.browser.get('/.well-known/passkey-endpoints')
    const page = `${pages.browser.origin}/account/passkeys`
    assert.deepEqual(JSON.parse(String(passkeys.body)), { enroll: page, manage: page })
  })

  test('6: a form that succeeds leads on, and one that fails is never a success', async () => {
    await using pages = await openPages()
    const failed = [
      await pages.send('/login', { username: 'ada', password: 'wrong' }),
      await pages.send('/login', { username: '', password: '' }),
      await pages.send('/signup', { username: '', password: '' }),
    ]
    assert.deepEqual(
      failed.map(({ status }) => status),
      [401, 422, 422],
    )
    assert.equal((await pages.send('/login', { username: 'ada', password })).status, 303)
  })

  test('7: a password can be shown by a button that says whether it is, and Caps Lock is told', async () => {
    await using pages = await openPages()
    const markup = await pages.see('/login')
    const button = tagsIn(markup, 'button').find((each) => each.includes('data-reveal')) ?? ''
    assert.match(
      button,
      /type="button".*aria-controls="signInFormPassword" aria-pressed="false" aria-label="Show password"/,
    )
    assert.match(markup, /id="signInFormPassword-caps" role="status"/)
  })
})
