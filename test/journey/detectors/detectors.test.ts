import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchChromium, skip } from '../chromium.ts'
import { openVisitor, type Visitor } from '../visitor.ts'
import { findFocusFaults } from './focus.ts'
import { findLostText } from './lost-text.ts'
import { findSidewaysScroll } from './reflow.ts'
import { findSmallTargets } from './targets.ts'
import { watchReceivedTokens } from './tokens-received.ts'

const url = 'https://planted.localhost/'
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
const token = `${Buffer.from('{"kid":"planted","alg":"RS256"}').toString('base64url')}.e30.c2lnbmF0dXJl`
const whole = `<link rel="stylesheet" href="/style.css"><main><h1>Planted</h1><label>Name <input></label></main>`

// A defect in every place that a detector looks at: each must be seen, and a page without one must not.
describe('what watches over the journey', { skip }, () => {
  let browser: Browser
  before(async () => {
    browser = await launchChromium()
  })
  after(() => browser?.close())

  async function open(markup: string, { script = '', policed = true } = {}): Promise<Visitor> {
    const visitor = await openVisitor(browser, new Set())
    const document = `<!doctype html><html lang="en"><title>Planted</title>${markup}<script src="/script.js"></script></html>`
    const headers: Record<string, string> = policed ? { 'content-security-policy': policy } : {}
    const answers: Readonly<Record<string, { readonly body: string; readonly contentType: string }>> = {
      '/': { body: document, contentType: 'text/html' },
      '/style.css': { body: 'input:focus { outline: 2px solid #000 }', contentType: 'text/css' },
      '/script.js': { body: script, contentType: 'text/javascript' },
      '/token': { body: JSON.stringify({ id_token: token }), contentType: 'application/json' },
    }
    await visitor.context.route('**/*', (route) => {
      const answer = answers[new URL(route.request().url()).pathname]
      return answer ? route.fulfill({ ...answer, headers }) : route.fulfill({ status: 404 })
    })
    await visitor.page.goto(url)
    return visitor
  }

  test('finds nothing on a page without a defect', async () => {
    await using visitor = await open(whole, { script: `localStorage.setItem('theme', 'dark'); name = 'eyJ'` })
    await visitor.check()
    assert.equal(await findSidewaysScroll(visitor.page), 0)
    assert.deepEqual(await findLostText(visitor.page), [])
    assert.deepEqual(await findFocusFaults(visitor.session, 'onward'), [])
    assert.deepEqual(await findFocusFaults(visitor.session, 'back'), [])
  })

  const leaks: Readonly<Record<string, string>> = {
    localStorage: `localStorage.setItem('a', '${token}')`,
    sessionStorage: `sessionStorage.setItem('a', 'Bearer ${token}')`,
    'document.cookie': `document.cookie = 'a=${token}; Secure'`,
    IndexedDB: `const opening = indexedDB.open('a')
      opening.onupgradeneeded = () => opening.result.createObjectStore('a')
      opening.onsuccess = () => {
        const writing = opening.result.transaction('a', 'readwrite')
        writing.objectStore('a').put({ deep: ['${token}'] }, 'a')
        writing.oncomplete = () => { opening.result.close(); written() }
      }`,
    'the history state': `history.replaceState({ a: '${token}' }, '')`,
    'window.name': `window.name = '${token}'`,
    URL: `history.replaceState(null, '', '#id_token=${token}')`,
  }
  for (const [place, script] of Object.entries(leaks)) {
    test(`finds a token in ${place}`, async () => {
      const written = `const written = () => (document.documentElement.dataset.written = '')`
      const last = place === 'IndexedDB' ? '' : 'written()'
      await using visitor = await open(whole, { script: [written, script, last].join('\n') })
      await visitor.page.locator('[data-written]').waitFor()
      const found = await visitor.findLeaks()
      assert.ok(
        found.some((leak) => leak.endsWith(`has a token in ${place}`)),
        found.join(', '),
      )
      await assert.rejects(visitor.check())
    })
  }

  test('finds a token in a cookie that no script can read', async () => {
    await using visitor = await open(whole)
    await visitor.context.addCookies([{ name: 'a', value: token, url, httpOnly: true, secure: true }])
    assert.deepEqual(await visitor.findLeaks(), [`${url} has a token in a cookie`])
  })

  test('finds a token that a page was sent', async () => {
    await using visitor = await open(whole)
    const received = watchReceivedTokens(visitor.context)
    await visitor.page.evaluate(`fetch('/token').then((response) => response.text())`)
    assert.deepEqual(await received.find(), [`${url}token`])
  })

  const faults: Readonly<Record<string, readonly [markup: string, script: string, found: RegExp]>> = {
    'an inline script': [
      `${whole}<script>document.title = 'ran'</script>`,
      '',
      /violates its content policy: script-src-elem inline/,
    ],
    'an inline style': [`<p style="color: red">red</p>`, '', /violates its content policy: style-src-attr inline/],
    'a picture from elsewhere': [
      `<img alt="" src="https://elsewhere.localhost/a.png">`,
      '',
      /content policy: img-src https:\/\/elsewhere/,
    ],
    'an error of a script': [whole, `throw new Error('planted')`, /threw Error: planted/],
    'a rejection that nobody handles': [whole, `Promise.reject(new Error('planted'))`, /threw Error: planted/],
    'a complaint in the console': [whole, `console.error('planted')`, /says error: planted/],
  }
  for (const [what, [markup, script, found]] of Object.entries(faults)) {
    test(`finds ${what}`, async () => {
      await using visitor = await open(markup, { script })
      // What the browser reports comes in the order in which it happened: the marker comes last.
      await visitor.page.evaluate(`console.error('marker')`)
      await until(() => visitor.faults.some((fault) => fault.endsWith('marker')))
      assert.match(visitor.faults.join('\n'), found)
      await assert.rejects(visitor.check())
    })
  }

  const barriers: Readonly<Record<string, readonly [markup: string, rule: RegExp]>> = {
    'a field without a label': [`<main><h1>Planted</h1><input></main>`, /^label:/],
    'a page without a title': [`<script>document.title = ''</script>${whole}`, /^document-title:/],
    'text that is hard to read': [
      `<main><h1>Planted</h1><p style="color: #bbb; background: #fff">pale</p></main>`,
      /^color-contrast:/,
    ],
    'text that is hard to read in the dark': [
      `<style>@media (prefers-color-scheme: dark) { p { color: #222; background: #000 } }</style><main><h1>Planted</h1><p>dark</p></main>`,
      /^color-contrast:/,
    ],
    'a target too small to hit': [
      `<style>button { inline-size: 12px; block-size: 12px; padding: 0; margin: 0 }</style><main><h1>Planted</h1><button aria-label="a"></button><button aria-label="b"></button></main>`,
      /^target-size:/,
    ],
  }
  for (const [what, [markup, rule]] of Object.entries(barriers)) {
    test(`finds ${what}`, async () => {
      await using visitor = await open(markup, { policed: false })
      await visitor.page.emulateMedia({ colorScheme: 'dark' })
      const found = await visitor.findBarriers()
      assert.ok(
        found.some((barrier) => rule.test(barrier)),
        found.join('\n'),
      )
      await assert.rejects(visitor.check())
    })
  }

  test('looks at a page that runs no script', async () => {
    await using visitor = await openVisitor(browser, new Set(), { javaScript: false })
    const body = `<!doctype html><html lang="en"><title>Planted</title><main><h1>Planted</h1><input></main></html>`
    await visitor.context.route('**/*', (route) => route.fulfill({ body, contentType: 'text/html' }))
    await visitor.page.goto(url)
    assert.match((await visitor.findBarriers()).join('\n'), /^label:/)
  })

  const small = `<main><h1>Planted</h1><p><button>OK</button></p><p>text</p></main>`
  test('finds a target that is too small, however much room there is around it', async () => {
    const style = `<style>button { block-size: 20px; padding: 0 2rem; margin: 3rem }</style>`
    await using visitor = await open(`${style}${small}`, { policed: false })
    assert.deepEqual(await visitor.findBarriers(), [])
    assert.deepEqual(
      (await findSmallTargets(visitor.page)).map((found) => found.replace(/ \d+ by/, ' … by')),
      ['OK is … by 20'],
    )
  })

  const lost: Readonly<Record<string, readonly [style: string, found: RegExp]>> = {
    'a box that is no higher than its text was': [
      'p { block-size: 1.2em; line-height: 1; overflow: hidden }',
      /cut off/,
    ],
    'a line that does not wrap': [
      'p { white-space: nowrap; inline-size: max-content }',
      /large text: sideways scrolling/,
    ],
  }
  for (const [what, [style, found]] of Object.entries(lost)) {
    test(`finds text that is lost to ${what}`, async () => {
      const words = `<main><h1>Planted</h1><p>${'words '.repeat(style.includes('nowrap') ? 16 : 2)}</p></main>`
      await using visitor = await open(`<style>${style}</style>${words}`, { policed: false })
      assert.equal(await findSidewaysScroll(visitor.page), 0)
      assert.match((await findLostText(visitor.page)).join('\n'), found)
    })
  }

  const wayfaring: Readonly<Record<string, readonly [style: string, script: string, found: RegExp]>> = {
    'a focus that nobody sees': ['button:focus { outline: none }', '', /one shows no focus/],
    'a focus too pale to be seen': ['button:focus { outline: 3px solid #eee }', '', /one shows its focus too faintly/],
    'a focus beneath something': [
      'b { position: fixed; inset: 0; background: #fff }',
      '',
      /one lies under something else/,
    ],
    'what the keyboard never reaches': [
      '',
      `addEventListener('keydown', (event) => event.preventDefault())`,
      /two is never reached/,
    ],
    'an order of its own': [
      '',
      `document.querySelectorAll('button')[1].tabIndex = 1`,
      /comes out of turn|is never reached/,
    ],
    'an order that is not the one on the page': [
      'main { display: flex; flex-direction: column-reverse }',
      '',
      /two stands above what comes before it/,
    ],
  }
  const ways = `<main><button>one</button><button>two</button><b></b></main>`
  for (const [what, [style, script, found]] of Object.entries(wayfaring)) {
    test(`finds ${what}`, async () => {
      const ring = 'button:focus { outline: 2px solid #000 }'
      await using visitor = await open(`<style>${ring}${style}</style>${ways}`, { script, policed: false })
      for (const walk of ['onward', 'back'] as const)
        assert.match((await findFocusFaults(visitor.session, walk)).join('\n'), found, walk)
    })
  }

  test('finds a page that is wider than a phone', async () => {
    await using visitor = await open(`<main><h1>Planted</h1><pre>${'wide '.repeat(40)}</pre></main>`)
    await visitor.page.setViewportSize({ width: 320, height: 640 })
    assert.ok((await findSidewaysScroll(visitor.page)) > 0)
  })
})

/** Until the condition holds; the event loop turns meanwhile. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}
