import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
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
  return async (target: string) => {
    const [path = '', query = ''] = `/_sallyport/preview${target}`.split('?')
    const { status, headers, body } = await answerPreview({ path, query }, { ports, readDrafts: async () => drafts })
    return { status, headers, body: typeof body === 'string' ? body : Buffer.from(body).toString() }
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
    const branding = {
      poolId: pool.id,
      id: 'style',
      clientId: client.id,
      useCognitoProvidedValues: false,
      settings: { components: { pageBackground: { lightMode: { color: '123456ff' } } } },
      assets: [],
      createdAt: ports.clock.now(),
      updatedAt: ports.clock.now(),
      version: 1,
    }
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
