import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { languages, messagesIn } from '../../messages/languages.ts'
import type { PasswordMeter, PasswordStrength } from '../../ports/password-meter.ts'
import { givenAccountCentre } from '../../testing/account-centre.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { pageBrowser } from '../../testing/page-browser.ts'
import { testPorts } from '../../testing/test-ports.ts'

type Question = Parameters<PasswordMeter['measure']>[0]

/** A meter that remembers what it was asked, and says that everything is a word. */
async function setUp(answer: PasswordStrength | 'no time' = { score: 1, weakness: 'words' }) {
  const asked: Question[] = []
  const passwordMeter: PasswordMeter = {
    measure: (question) => {
      asked.push(question)
      return Promise.resolve(answer === 'no time' ? undefined : answer)
    },
  }
  const ports = { ...(await testPorts()), passwordMeter }
  const pool = await givenPool(ports, { configuration: { AutoVerifiedAttributes: ['email'] } })
  const client = await givenClient(ports, pool)
  const browser = pageBrowser(ports, pool, client)
  await browser.get(`/signup?${browser.query}`)
  return { ports, asked, browser, at: (path: string) => `${path}?${browser.query}` }
}

const words = 'A name or a single word is easy to guess. Several words together are better.'

describe('advice on a new password', () => {
  test('is told to the script of a page, in the language of that page, with what stands beside it', async () => {
    const { asked, browser, at } = await setUp()
    const ask = async (language: string) => {
      const form = { password: 'lovelace1815', beside: 'ada ada.lovelace@example.com', language }
      const { status, headers, body } = await browser.post(at('/passwordStrength'), form)
      return [status, headers['cache-control'], JSON.parse(String(body))]
    }
    const kept = 'no-cache, no-store, max-age=0, must-revalidate'
    assert.deepEqual(await ask('en'), [200, kept, { score: 1, text: words }])
    const german = 'Ein Name oder ein einzelnes Wort ist leicht zu erraten. Mehrere Wörter zusammen sind besser.'
    assert.deepEqual(await ask('de'), [200, kept, { score: 1, text: german }])
    assert.deepEqual(asked[0], {
      password: 'lovelace1815',
      ownWords: ['ada', 'ada', 'lovelace', 'example', 'com'],
      from: '127.0.0.1',
      withinMilliseconds: 15_000,
    })
  })

  test('is given to no other site, and leaves nothing behind', async () => {
    const { ports, asked, browser, at } = await setUp()
    const before = ports.commits.length
    const forged = await browser.post(at('/passwordStrength'), { password: 'secret word' }, { csrfToken: undefined })
    const elsewhere = { headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } }
    const foreign = await browser.post(at('/passwordStrength'), { password: 'secret word' }, elsewhere)
    assert.deepEqual([forged.status, foreign.status, asked.length], [403, 403, 0])
    await browser.post(at('/passwordStrength'), { password: 'secret word' })
    assert.equal(ports.commits.length, before)
    assert.doesNotMatch(JSON.stringify(ports.lines), /secret word/)
  })

  test('is missed by nobody where there is no time for it', async () => {
    const { browser, at } = await setUp('no time')
    assert.equal((await browser.post(at('/passwordStrength'), { password: 'lovelace' })).status, 204)
    assert.equal((await browser.post(at('/signup'), { username: 'ada', password: 'short' })).status, 422)
  })

  test('stands beside what the policy refuses, for whoever has no script', async () => {
    const { asked, browser, at } = await setUp()
    const form = { username: 'ada', email: 'ada@example.com', password: 'short' }
    const { status, body } = await browser.post(at('/signup'), form)
    assert.equal(status, 422)
    assert.match(String(body), new RegExp(`<p class="hint advice" role="status" id="password-advice"[^>]*>${words}<`))
    assert.deepEqual(asked[0]?.ownWords, ['ada', 'ada', 'example', 'com'])
  })

  test('blocks no password that the policy takes', async () => {
    const { asked, browser, at } = await setUp({ score: 0, weakness: 'common' })
    const form = { username: 'ada', email: 'ada@example.com', password: 'Password-123' }
    assert.equal((await browser.post(at('/signup'), form)).status, 303)
    assert.equal(asked.length, 0)
  })

  test('is offered wherever a password is chosen, and nowhere else', async () => {
    const { browser, at } = await setUp()
    for (const [path, isOffered] of [
      ['/signup', true],
      ['/login', false],
    ] as const) {
      const markup = String((await browser.get(at(path))).body)
      assert.equal(markup.includes(`data-from="/passwordStrength?`), isOffered, path)
    }
    await using ports = await testPorts()
    const visitor = await givenAccountCentre(ports, { password: 'Correct-h0rse-battery' })
    await visitor.signIn()
    const account = String((await visitor.browser.get('/account/password')).body)
    assert.match(account, /data-strength-of="password" data-from="\/passwordStrength"|data-from="\/passwordStrength"/)
  })

  test('is in every language', async () => {
    const said = new Set<string>()
    for (const language of languages) said.add((await messagesIn(language)).passwordAdvice.pattern)
    assert.equal(said.size, languages.length)
  })
})
