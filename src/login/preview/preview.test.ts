import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { ManagedLoginBranding } from '../../domain/branding/managed-login-branding.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { gallery } from '../gallery/gallery.ts'
import { answerPreview } from './answer-preview.ts'
import type { BrandingDraft } from './preview-subject.ts'

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9" fill="teal"/></svg>')
const draft: BrandingDraft = {
  name: 'spring',
  settings: {
    components: {
      form: { logo: { enabled: true } },
      pageText: { lightMode: { headingColor: 'ddddddff' } },
      primaryButton: { lightMode: { defaults: { backgroundColor: '006d5bff' } } },
    },
  },
  assets: [{ Category: 'FORM_LOGO', ColorMode: 'DYNAMIC', Extension: 'SVG', Bytes: svg }],
  fault: undefined,
}

function preview(ports: TestPorts, drafts: readonly BrandingDraft[] = []) {
  return async (target: string, method: 'GET' | 'POST' = 'GET') => {
    const [path = '', query = ''] = `/_sallyport/preview${target}`.split('?')
    const { status, headers, body } = await answerPreview(
      { method, path, query },
      { ports, readDrafts: async () => drafts },
    )
    return { status, headers, body: typeof body === 'string' ? body : Buffer.from(body).toString() }
  }
}

function stylePainted(ports: TestPorts, client: AppClient, color: string): ManagedLoginBranding {
  return {
    poolId: client.poolId,
    id: 'style',
    clientId: client.id,
    useCognitoProvidedValues: false,
    settings: { components: { pageBackground: { lightMode: { color } } } },
    assets: [],
    createdAt: ports.clock.now(),
    updatedAt: ports.clock.now(),
    version: 1,
  }
}

describe('the preview', () => {
  test('draws every state, and none can send anything', async () => {
    await using ports = await testPorts()
    const get = preview(ports)
    for (const { name } of gallery) {
      const { status, headers, body } = await get(`/page?state=${name}&scheme=dark&direction=rtl`)
      assert.equal(status, 200)
      assert.match(String(headers['content-security-policy']), /form-action 'none'; frame-ancestors 'self'/)
      assert.match(body, /<html lang="en" dir="rtl">/)
      assert.match(body, /<meta name="color-scheme" content="dark" \/>/)
      assert.equal(body.match(/<h1>/g)?.length, 1, name)
    }
  })

  test('offers every state, client and draft', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const client = await givenClient(ports, pool, { name: '<Harbour>' })
    const { body, headers } = await preview(ports, [draft])('')
    for (const { name } of gallery) assert.match(body, new RegExp(`<iframe src="[^"]*state=${name}[&"]`))
    assert.match(
      body,
      new RegExp(`<option value="${pool.id}/${client.id}" ?>&lt;Harbour&gt; \\(${pool.id}\\)</option>`),
    )
    assert.match(body, /<option value="spring" ?>spring<\/option>/)
    assert.match(String(headers['content-security-policy']), /default-src 'none'; script-src 'self'/)
  })

  test('shows a client’s style, and a draft in its place', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const client = await givenClient(ports, pool, { name: 'Harbour' })
    const branding = stylePainted(ports, client, '123456ff')
    await ports.storage.commit([{ write: 'createBranding', branding }])
    const get = preview(ports, [draft])
    const chosen = `state=sign-in&client=${encodeURIComponent(`${pool.id}/${client.id}`)}`
    assert.match((await get(`/style.css?${chosen}`)).body, /--page:#123456;/)
    assert.match((await get(`/page?${chosen}`)).body, /<bdi>Harbour<\/bdi>/)
    const published = (await get(`/version?${chosen}`)).body
    const drafted = `${chosen}&draft=spring`
    assert.notEqual((await get(`/version?${drafted}`)).body, published)
    assert.match((await get(`/style.css?${drafted}`)).body, /--primary:#006d5b;/)
    const page = (await get(`/page?${drafted}`)).body
    const logo = /<img class="logo[^"]*" src="\/_sallyport\/preview([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
    const picture = await get(logo ?? '')
    assert.deepEqual(
      [picture.status, picture.body, picture.headers['content-type']],
      [200, String(svg), 'image/svg+xml'],
    )
  })

  test('lists what a style was before, shows one, and restores it', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const client = await givenClient(ports, pool, { name: 'Harbour' })
    const first = stylePainted(ports, client, '111111ff')
    const second = { ...stylePainted(ports, client, '222222ff'), version: 2 }
    await ports.storage.commit([
      { write: 'createBranding', branding: first },
      { write: 'updateBranding', branding: second, kept: 20 },
    ])
    const get = preview(ports)
    const chosen = `state=sign-in&client=${encodeURIComponent(`${pool.id}/${client.id}`)}`
    const index = await get(`?${chosen}`)
    assert.match(index.body, /<option value="" +selected>Now: 2, of \d{4}-[^<]+UTC<\/option>/)
    assert.match(index.body, /<option value="1" ?>1, of \d{4}-[^<]+UTC<\/option>/)
    assert.doesNotMatch(index.body, /<form method="post"/)
    assert.equal(index.headers['referrer-policy'], 'same-origin')
    assert.match((await get(`/style.css?${chosen}`)).body, /--page:#222222;/)

    const former = `${chosen}&version=1`
    assert.match((await get(`/style.css?${former}`)).body, /--page:#111111;/)
    assert.match((await get(`?${former}`)).body, /<form method="post" action="[^"]*\/restore\?[^"]*version=1&/)
    assert.equal((await get(`/restore?${former}`)).status, 404, 'by following a link')
    assert.equal((await get(`/restore?${chosen}&version=7`, 'POST')).status, 404)
    assert.equal((await get(`/restore?${chosen}`, 'POST')).status, 404)
    const { status, headers } = await get(`/restore?${former}`, 'POST')
    assert.equal(status, 303)
    assert.doesNotMatch(String(headers.location), /version/)
    assert.match((await get(`/style.css?${chosen}`)).body, /--page:#111111;/)
    const { id } = first
    assert.deepEqual(
      (await ports.storage.branding.listFormer(pool.id, id)).map(({ version }) => version),
      [2, 1],
    )
    assert.deepEqual(await ports.storage.branding.find(pool.id, id), { ...first, version: 3 })
  })

  test('speaks languages that nobody does', async () => {
    await using ports = await testPorts()
    const get = preview(ports)
    assert.match((await get('')).body, /<option value="en-XA" ?>/)
    assert.match((await get('/page?state=sign-in&language=en-XA')).body, /<html lang="en-XA" dir="ltr">/)
    assert.match((await get('/page?state=sign-in&language=ar-XB')).body, /<html lang="ar-XB" dir="rtl">/)
  })

  test('tells what is wrong with a style', async () => {
    await using ports = await testPorts()
    const { body } = await preview(ports, [draft])('?draft=spring&state=sign-in')
    assert.match(body, /<li>components\.pageText\.lightMode\.headingColor has a contrast of 1\.4 to 1/)
    const faulty = { ...draft, fault: 'The draft is no JSON.' }
    assert.match((await preview(ports, [faulty])('?draft=spring')).body, /<li>The draft is no JSON\.<\/li>/)
  })

  test('lets links lead to the state that they stand for', async () => {
    await using ports = await testPorts()
    const { status, headers } = await preview(ports)('/go/signup?state=sign-in&scheme=dark')
    assert.equal(status, 302)
    assert.match(String(headers.location), /^\/_sallyport\/preview\/page\?state=sign-up&scheme=dark/)
    assert.equal((await preview(ports)('/elsewhere')).status, 404)
  })
})
