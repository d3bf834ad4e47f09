import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { gallery } from '../../../src/login/gallery/gallery.ts'
import { openChoice, openPages, tagsIn, textOf } from './open-pages.ts'

const css = readFileSync(new URL('../../../src/login/assets/login.css', import.meta.url), 'utf8')

// What needs eyes is looked at in `appearance.test.ts`: axe, reflow at 320 pixels, right to left.
describe('open to everyone', () => {
  test('25: nothing is a puzzle, nothing must be typed off a picture, and targets are large', async () => {
    await using pages = await openPages()
    const markup = await pages.see('/signup')
    assert.doesNotMatch(markup, /captcha|onpaste|autocomplete="off"(?![^>]*id="language"|[^<]*<option)/i)
    assert.match(css, /\.button \{[^}]*min-block-size: 2\.75rem|\.button \{[^}]*min-block-size: 2\.875rem/)
  })

  test('26: each step has one heading, one main, and a title of its own that tells an error', async () => {
    await using pages = await openChoice()
    await pages.send('/login', { username: 'ada' })
    const titles: string[] = []
    for (const path of ['/login', '/signup', '/forgotPassword']) {
      const markup = await pages.see(path)
      assert.deepEqual([tagsIn(markup, 'h1').length, tagsIn(markup, 'main').length], [1, 1])
      titles.push(/<title>([^<]*)/.exec(markup)?.[1] ?? '')
    }
    assert.equal(new Set(titles).size, titles.length)
    const { body } = await pages.send('/login', { username: '' })
    assert.match(String(body), /<title>Error: Sign in/)
  })

  test('27: the style minds motion, colours, contrast and paper', async () => {
    await using pages = await openPages()
    const link = /href="(\/assets\/login-[^"]*\.css)"/.exec(await pages.see('/login'))?.[1] ?? ''
    const style = String((await pages.browser.get(link)).body)
    for (const query of [
      'prefers-reduced-motion',
      'prefers-color-scheme',
      'prefers-contrast',
      'forced-colors',
      '@media print',
    ])
      assert.ok(style.includes(query), query)
  })

  test('28: every page in every state stands in the gallery that axe walks through', async () => {
    const names = new Set(gallery.map(({ name }) => name))
    for (const name of [
      'sign-in',
      'sign-in-name-first',
      'choose',
      'password',
      'first-code-email',
      'passkey-offer',
      'sign-up',
    ])
      assert.ok(names.has(name), name)
    await using pages = await openPages()
    assert.ok(textOf(await pages.see('/login')).length > 0)
  })
})
