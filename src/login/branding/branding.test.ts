import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { AssetType, Document } from '../../contract/shapes.gen.ts'
import type { HttpResponse } from '../../http/message.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { pageBrowser } from '../../testing/page-browser.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { assetPaths } from '../assets.ts'

const svg = (colour: string): Uint8Array =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9" fill="${colour}"/></svg>`)
const asset = (Category: AssetType['Category'], ColorMode: AssetType['ColorMode'], colour: string): AssetType => ({
  Category,
  ColorMode,
  Extension: 'SVG',
  Bytes: svg(colour),
})

async function given(settings: Document | undefined, assets: readonly AssetType[] = []) {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool, { name: 'Harbour' })
  const branding = {
    poolId: pool.id,
    id: 'style',
    clientId: client.id,
    useCognitoProvidedValues: settings === undefined,
    settings,
    assets,
    createdAt: ports.clock.now(),
    updatedAt: ports.clock.now(),
    version: 1,
  }
  await ports.storage.commit([{ write: 'createBranding', branding }])
  const browser = pageBrowser(ports, pool, client)
  const page = async (): Promise<string> => String((await browser.get(`/login?${browser.query}`)).body)
  const sheet = async (): Promise<HttpResponse> => browser.get(sheetOf(await page()))
  return { ports, pool, client, branding, browser, page, sheet }
}

function sheetOf(page: string): string {
  return addressIn(page, /<link rel="stylesheet" href="([^"]+)"/)
}

function addressIn(text: string, pattern: RegExp): string {
  return pattern.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
}

describe('a style of managed login', () => {
  test('shows in one sheet of its own, which browsers keep for ever', async () => {
    const { browser, page, sheet } = await given({
      categories: { global: { colorSchemeMode: 'LIGHT', spacingDensity: 'COMPACT' } },
      components: {
        primaryButton: { lightMode: { defaults: { backgroundColor: '0b7a3bff', textColor: 'ffffffff' } } },
      },
    })
    const answer = await sheet()
    const text = String(answer.body)
    assert.equal(answer.status, 200)
    assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.equal(answer.headers['content-type'], 'text/css; charset=utf-8')
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    assert.match(text, /^:root\{color-scheme:light;--space:0\.75;/)
    assert.match(text, /--primary:#0b7a3b;/)
    assert.doesNotMatch(text, /prefers-color-scheme/)
    assert.match(await page(), /<meta name="color-scheme" content="light" \/>/)
    assert.equal((await page()).match(/rel="stylesheet"/g)?.length, 1)
    const stale = await browser.get(sheetOf(await page()).replace(/v=.*/, 'v=before'))
    assert.deepEqual([stale.status, stale.headers['cache-control']], [200, 'no-store'])
    assert.ok(gzipSync(text, { level: 9 }).byteLength <= 8192, 'eight kilobytes at most')
  })

  test('sets every property that the rules of any page use', async () => {
    const { sheet } = await given({})
    const text = String((await sheet()).body)
    const rules = text + readFileSync(new URL('../assets/account.css', import.meta.url), 'utf8')
    const used = new Set([...rules.matchAll(/var\((--[\w-]+)/g)].map(([, name = '']) => name))
    const unset = [...used].filter((name) => !new RegExp(`${name}\\s*:`).test(rules))
    assert.deepEqual(unset, [])
  })

  test('is another sheet as soon as it is changed', async () => {
    const { ports, branding, page, sheet } = await given({})
    const before = sheetOf(await page())
    assert.doesNotMatch(String((await sheet()).body), /#123456/)
    const settings = { components: { pageBackground: { lightMode: { color: '123456ff' } } } }
    await ports.storage.commit([{ write: 'updateBranding', branding: { ...branding, settings, version: 2 }, kept: 1 }])
    assert.notEqual(sheetOf(await page()), before)
    assert.match(String((await sheet()).body), /--page:#123456;/)
  })

  test('shows its pictures where it says, by day and by night', async () => {
    const { browser, page, sheet } = await given(
      {
        categories: { global: { pageHeader: { enabled: true }, pageFooter: { enabled: true } } },
        components: {
          pageBackground: { image: { enabled: true } },
          pageHeader: { logo: { enabled: true, location: 'CENTER' } },
          pageFooter: { logo: { enabled: false } },
          form: { logo: { enabled: true, formInclusion: 'OUT', position: 'BOTTOM', location: 'END' } },
        },
      },
      [
        asset('PAGE_BACKGROUND', 'DYNAMIC', 'red'),
        asset('PAGE_HEADER_LOGO', 'LIGHT', 'green'),
        asset('PAGE_HEADER_LOGO', 'DARK', 'lime'),
        asset('PAGE_FOOTER_LOGO', 'DYNAMIC', 'grey'),
        asset('FORM_LOGO', 'DYNAMIC', 'blue'),
        asset('FAVICON_SVG', 'DYNAMIC', 'navy'),
      ],
    )
    const text = await page()
    const shown = async (address: string): Promise<string> => decoded((await browser.get(address)).body)
    const header = /<header class="bar header">(.*?)<\/header>/s.exec(text)?.[1] ?? ''
    assert.match(await shown(addressIn(header, /<img class="logo" src="([^"]+)" alt="Harbour"/)), /green/)
    assert.match(await shown(addressIn(header, /srcset="([^"]+)" media="\(prefers-color-scheme: dark\)"/)), /lime/)
    assert.doesNotMatch(/<footer.*<\/footer>/s.exec(text)?.[0] ?? '', /<img/)
    const below = /<\/div>\s*<div class="form-logo banner-customizable">(.*?)<\/div>\s*<\/main>/s.exec(text)?.[1] ?? ''
    assert.match(await shown(addressIn(below, /src="([^"]+)"/)), /blue/)
    assert.match(await shown(addressIn(text, /<link rel="icon" type="image\/svg\+xml" href="([^"]+)"/)), /navy/)
    assert.match(String((await sheet()).body), /--header-x:center;/)
    const background = addressIn(String((await sheet()).body), /--page-image:url\("([^"]+)"\)/)
    const picture = await browser.get(`/assets/${background}`)
    assert.match(decoded(picture.body), /red/)
    assert.equal(picture.headers['content-type'], 'image/svg+xml')
    assert.equal(picture.headers['content-security-policy'], "default-src 'none'; sandbox")
    assert.equal(picture.headers['x-content-type-options'], 'nosniff')
    assert.equal((await browser.get('/assets/picture?client_id=nobody&v=x')).status, 404)
  })

  test('of another client shows nowhere else', async () => {
    const { ports, pool, page } = await given({})
    assert.match(sheetOf(await page()), /^\/assets\/style\.css\?client_id=/)
    const other = await givenClient(ports, pool, { id: 'other', name: 'Other' })
    const browser = pageBrowser(ports, pool, other)
    const { body } = await browser.get(`/login?${browser.query}`)
    assert.equal(sheetOf(String(body)), assetPaths.css)
  })

  test('has colours for single providers, whatever they are called', async () => {
    const custom = {
      'Acme "}*{}': { lightMode: { defaults: { backgroundColor: '102030ff', textColor: 'ffffffff' } } },
    }
    const { sheet } = await given({
      categories: { global: { colorSchemeMode: 'LIGHT' } },
      components: { idpButton: { custom } },
    })
    const text = String((await sheet()).body)
    assert.match(text, /\[data-provider="Acme \\22 \\7d \\2a \\7b \\7d "\]\{--idp:#102030;/)
  })

  test('that says nothing shows ours', async () => {
    const { sheet } = await given(undefined)
    assert.match(String((await sheet()).body), /--primary:#3246d3;.*@media \(prefers-color-scheme:dark\)/s)
  })
})

describe('a client without a style', () => {
  async function answered(tags: Readonly<Record<string, string>>, hasStyle: boolean, managedLoginVersion: 1 | 2 = 2) {
    const ports = await testPorts()
    const pool = await givenPool(ports, { configuration: { UserPoolTags: tags } })
    const client = await givenClient(ports, pool)
    const at = ports.clock.now()
    const style = { useCognitoProvidedValues: true, settings: undefined, assets: [], createdAt: at, updatedAt: at }
    const branding = { poolId: pool.id, id: 'style', clientId: client.id, version: 1, ...style }
    if (hasStyle) await ports.storage.commit([{ write: 'createBranding', branding }])
    const browser = pageBrowser(ports, pool, client, { managedLoginVersion })
    return browser.get(`/login?${browser.query}`)
  }
  const strict = { 'sallyport:default-style': 'off' }

  test('has our look', async () => assert.equal((await answered({}, false)).status, 200))

  test('has no pages where the pool is as strict as Cognito', async () => {
    const { status, body } = await answered(strict, false)
    assert.equal(status, 403)
    assert.match(String(body), /Login pages unavailable\. Please contact an administrator\./)
    assert.equal((await answered(strict, true)).status, 200)
    assert.equal((await answered(strict, false, 1)).status, 200, 'the classic pages need no style')
  })
})

function decoded(body: HttpResponse['body']): string {
  return typeof body === 'string' ? body : Buffer.from(body).toString()
}
