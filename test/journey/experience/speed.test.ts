import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import { openChoice, openPages, tagsIn } from './open-pages.ts'

describe('speed and robustness', () => {
  // How long the server takes is for `bench/login-page` to say, which has a machine to itself.
  for (const path of ['/login', '/signup', '/forgotPassword'])
    test(`31: ${path} is one style and one script besides itself, of 30 kilobytes in all, and nothing of others`, async () => {
      await using pages = await openChoice()
      const markup = await pages.see(path)
      const loaded = ['link', 'script', 'img', 'source', 'iframe', 'object'].flatMap((name) => tagsIn(markup, name))
      const addresses = loaded.flatMap((tag) => /\b(?:src|srcset|href|data)="([^"]*)"/.exec(tag)?.[1] ?? [])
      const requested = addresses.filter((address) => !address.startsWith('data:'))
      assert.deepEqual(
        requested.map((address) => /^\/assets\/[\w-]+\.(css|js)$/.exec(address)?.[1] ?? address),
        ['css', 'js'],
      )
      let bytes = brotliCompressSync(markup).length
      for (const address of requested) {
        const { body } = await pages.browser.get(address, { headers: { 'accept-encoding': 'br' } })
        bytes += Buffer.from(body).length
        const plain = String((await pages.browser.get(address)).body).replaceAll('http://www.w3.org/2000/svg', '')
        assert.doesNotMatch(
          plain,
          /@import|url\((?!["']?data:|["']?#)|["'`(](?:https?:)?\/\/\w/,
          'what it loads itself',
        )
      }
      assert.ok(bytes <= 30_720, `${bytes} bytes`)
    })

  test('32: a page loads and leads nowhere that it does not name', async () => {
    await using pages = await openPages()
    const { headers } = await pages.browser.get(`/login?${pages.browser.query}`)
    const policy = String(headers['content-security-policy'])
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
    ])
      assert.ok(policy.includes(part), part)
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.match(String(headers['cache-control']), /no-store/)
  })

  test('33: the button that sends a form knows what to say while it waits', async () => {
    await using pages = await openPages()
    for (const path of ['/login', '/signup', '/forgotPassword']) {
      const button = tagsIn(await pages.see(path), 'button').find((each) => each.includes('type="submit"'))
      assert.match(button ?? '', /data-busy="[^"]+"/)
    }
  })
})
