import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openChoice, openPages, password, tagsIn, textOf } from './open-pages.ts'

describe('errors', () => {
  test('19: a problem is told first, takes the focus, leads to its field, and nothing typed is lost but the password', async () => {
    await using pages = await openPages()
    const { body } = await pages.send('/signup', { username: 'ada byron', password })
    const markup = String(body)
    assert.match(markup, /role="alert"\s+tabindex="-1"\s+autofocus/)
    assert.match(markup, /<a href="#username">/)
    assert.match(markup, /aria-describedby="username-error"[^>]*aria-invalid="true"|aria-invalid="true"/)
    assert.match(markup, /value="ada byron"/)
    assert.ok(!markup.includes(password))
  })

  test('20: a stranger, a wrong password and an account that is not confirmed read the same', async () => {
    await using pages = await openPages()
    const answers = []
    for (const username of ['ada', 'eve']) {
      const { status, body } = await pages.send('/login', { username, password: 'wrong' })
      answers.push([status, textOf(body).replaceAll(username, 'somebody')])
    }
    assert.deepEqual(answers[0], answers[1])
  })

  test('21: a lock says how long it lasts and how to lift it', async () => {
    await using pages = await openPages()
    for (let guess = 0; guess < 5; guess += 1) await pages.send('/login', { username: 'ada', password: 'wrong' })
    const { status, body } = await pages.send('/login', { username: 'ada', password })
    assert.equal(status, 429)
    assert.match(textOf(body), /Too many attempts\. Try again in a second, or reset your password\./)
    assert.match(String(body), /href="\/forgotPassword/)
  })

  test('23: opening a link of a mail spends nothing, and a spent one offers the way on', async () => {
    await using pages = await openPages({ pool: { configuration: { AutoVerifiedAttributes: ['email'] } } })
    await pages.send('/signup', { username: 'grace', email: 'grace@example.com', password })
    const code = pages.ports.messages.at(-1)?.code ?? ''
    const clientId = new URLSearchParams(pages.browser.query).get('client_id') ?? ''
    const query = new URLSearchParams({ client_id: clientId, user_name: 'grace', confirmation_code: code })
    const link = `/confirmUser?${query.toString()}`
    for (let scan = 0; scan < 3; scan += 1) assert.equal((await pages.browser.get(link)).status, 200)
    const confirmed = await pages.browser.post(link, {})
    assert.match(textOf(confirmed.body), /Your account is confirmed/)
    const again = await pages.browser.post(link, {})
    assert.equal(again.status, 422)
    assert.match(textOf(again.body), /This link no longer works/)
  })

  test('24: a form that comes twice, late, or without its cookies has a page', async () => {
    await using pages = await openChoice()
    await pages.send('/login', { username: 'ada' })
    pages.ports.clock.advanceSeconds(8 * 3600)
    assert.equal(pages.leadsTo(await pages.send('/password', { username: 'ada', password })), 'https://app.example.com')
    pages.browser.cookies.clear()
    const without = await pages.send('/login', { username: 'ada' })
    assert.equal(without.status, 403)
    assert.match(textOf(without.body), /out of date/)
    assert.ok(tagsIn(String(without.body), 'input').some((input) => input.includes('name="_csrf"')))
    assert.equal((await pages.send('/login', { username: 'ada' })).status, 303)
  })
})
