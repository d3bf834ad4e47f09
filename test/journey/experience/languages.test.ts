import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { languages, messagesIn, type Language } from '../../../src/messages/languages.ts'
import { lookUpLanguage } from '../../../src/messages/negotiation.ts'
import { overlay } from '../../../src/messages/overlay.ts'
import { pseudoLanguages } from '../../../src/messages/pseudo.ts'
import { givenClient, givenPool } from '../../../src/testing/given.ts'
import { pageBrowser, type PageBrowser } from '../../../src/testing/page-browser.ts'
import { testPorts, type TestPorts } from '../../../src/testing/test-ports.ts'

const negotiating = { 'sallyport:language-negotiation': 'on', 'sallyport:default-language': 'it' }

async function visit(ports: TestPorts, tags: Readonly<Record<string, string>> = negotiating): Promise<PageBrowser> {
  const pool = await givenPool(ports, {
    configuration: { UserPoolTags: tags, AutoVerifiedAttributes: ['email'] },
  })
  return pageBrowser(ports, pool, await givenClient(ports, pool))
}

function markup({ body }: { readonly body: unknown }): string {
  return String(body)
}

function languageOf(response: { readonly body: unknown }): string | undefined {
  return /<html lang="([^"]*)" dir="[^"]*">/.exec(markup(response))?.[1]
}

function speaking(tag: string): Language {
  const language = lookUpLanguage(tag)
  assert.ok(language)
  return language
}

describe('languages', () => {
  test('30: ui_locales, then lang, then the cookie, then the browser, then the pool', async () => {
    await using ports = await testPorts()
    const browser = await visit(ports)
    const accepting = { headers: { 'accept-language': 'es-MX,es;q=0.9' } }
    const wishes = ['&ui_locales=tlh+de-AT&lang=fr', '&lang=fr', '', '']
    const spoken: unknown[] = []
    for (const wish of wishes.slice(0, 3)) {
      spoken.push(languageOf(await browser.get(`/login?${browser.query}${wish}`, accepting)))
    }
    browser.cookies.delete('lang')
    spoken.push(languageOf(await browser.get(`/login?${browser.query}`, accepting)))
    spoken.push(languageOf(await browser.get(`/login?${browser.query}`)))
    assert.deepEqual(spoken, ['de', 'fr', 'fr', 'es', 'it'])
  })

  test('30: every page is in the language, errors and the page for what went wrong among them', async () => {
    await using ports = await testPorts()
    const browser = await visit(ports)
    const { errors } = await messagesIn(speaking('de'))
    await browser.get(`/login?${browser.query}&lang=de`)
    const failed = await browser.post(`/login?${browser.query}`, { username: 'ada', password: 'wrong' })
    assert.ok(markup(failed).includes(errors.incorrect))
    const lost = await browser.get('/error?error=redirect_mismatch')
    assert.ok(markup(lost).includes(errors.badRedirect))
  })

  for (const { tag, direction } of languages) {
    test(`30: a page in ${tag} says so, and runs ${direction}`, async () => {
      await using ports = await testPorts()
      const browser = await visit(ports)
      const page = markup(await browser.get(`/signup?${browser.query}&lang=${tag}`))
      assert.match(page, new RegExp(`<html lang="${tag}" dir="${direction}">`))
      const { signUpTitle } = await messagesIn(speaking(tag))
      assert.ok(page.includes(`<h1>${signUpTitle}</h1>`))
    })
  }

  test('30: the menu has every language in its own name, and says which name is in which', async () => {
    await using ports = await testPorts()
    const browser = await visit(ports)
    const page = markup(await browser.get(`/login?${browser.query}&lang=he`))
    const options = [
      ...page.matchAll(/<option value="([^"]*)" lang="([^"]*)" dir="(\w+)"( +selected)? *>\s*(.*?)\s*</g),
    ]
    assert.deepEqual(
      options.map(([, value, lang, dir, chosen, name]) => [value, lang, dir, chosen !== undefined, name]),
      languages.map(({ tag, name, direction }) => [tag, tag, direction, tag === 'he', name]),
    )
  })

  test('30: mail is in the language of the page', async () => {
    await using ports = await testPorts()
    const browser = await visit(ports)
    await browser.get(`/signup?${browser.query}&lang=ar`)
    const form = { username: 'ada', email: 'ada@example.com', password: 'Correct-h0rse-battery' }
    await browser.post(`/signup?${browser.query}`, form)
    const { letters } = await messagesIn(speaking('ar'))
    const [mail] = ports.messages
    assert.equal(mail?.subject, letters.confirmation.subject)
    assert.match(mail?.html ?? '', /^<div lang="ar" dir="rtl">/)
  })

  test('30: a text that a language lacks is said in English, and only that one', () => {
    const { 'en-XA': beneath } = pseudoLanguages
    const words = overlay(beneath, { signIn: 'Ingia', errors: { incorrect: 'Si sahihi.' } })
    assert.deepEqual([words.signIn, words.errors.incorrect], ['Ingia', 'Si sahihi.'])
    assert.deepEqual([words.signUp, words.errors.disabled], [beneath.signUp, beneath.errors.disabled])
  })

  test('30: numbers take the form that the language has for them', async () => {
    const { ruleLength } = await messagesIn(speaking('ar'))
    assert.equal(new Set([1, 2, 3, 11, 100].map((length) => ruleLength(length))).size, 5)
  })
})
