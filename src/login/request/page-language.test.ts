import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { headersFromRecord } from '../../http/headers.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { languageCookies, pageLanguage } from './page-language.ts'

interface Asked {
  readonly query?: string
  readonly cookie?: string
  readonly accept?: string
  readonly version?: 1 | 2
  readonly tags?: Readonly<Record<string, string>>
}

const negotiating = { 'sallyport:language-negotiation': 'on' }
const client = { id: '1example23456789', name: 'web' }

function request({ query = '', cookie, accept, version = 2, tags = {} }: Asked) {
  const pool = buildUserPool({ configuration: { UserPoolTags: tags } })
  const headers = { ...(cookie ? { cookie } : {}), ...(accept ? { 'accept-language': accept } : {}) }
  return {
    domain: { pool, baseUrl: 'https://login.example.com', managedLoginVersion: version },
    query,
    headers: headersFromRecord(headers),
  }
}

function spoken(asked: Asked): string {
  return pageLanguage(request(asked), client).tag
}

describe('the language of a page, as with Cognito', () => {
  test('is English unless something asks for another', () => assert.equal(spoken({}), 'en'))
  test('is what lang asks for', () => assert.equal(spoken({ query: 'lang=de' }), 'de'))
  test('is what lang asked for before', () => assert.equal(spoken({ cookie: 'lang=de' }), 'de'))
  test('is what lang asks for now rather than before', () =>
    assert.equal(spoken({ query: 'lang=en', cookie: 'lang=de' }), 'en'))
  test('is not that of the browser', () => assert.equal(spoken({ accept: 'de' }), 'en'))
  test('is not that of ui_locales', () => assert.equal(spoken({ query: 'ui_locales=de' }), 'en'))
  test('is what was asked for before where lang has no meaning', () =>
    assert.equal(spoken({ query: 'lang=tlh', cookie: 'lang=de' }), 'de'))
  test('is English on the classic pages', () =>
    assert.equal(spoken({ query: 'lang=de', cookie: 'lang=de', version: 1, tags: negotiating }), 'en'))
})

describe('the language of a page that is negotiated', () => {
  const negotiated = (asked: Asked): string => spoken({ tags: negotiating, ...asked })
  test('is the first of ui_locales that there is', () =>
    assert.equal(negotiated({ query: 'ui_locales=tlh+de-CH+en&lang=en', cookie: 'lang=en', accept: 'en' }), 'de'))
  test('is that of lang before that of its cookie and the browser', () =>
    assert.equal(negotiated({ query: 'ui_locales=tlh&lang=de', cookie: 'lang=en', accept: 'en' }), 'de'))
  test('is that of the cookie before that of the browser', () =>
    assert.equal(negotiated({ cookie: 'lang=de', accept: 'en' }), 'de'))
  test('is that of the browser', () => assert.equal(negotiated({ accept: 'tlh, de-AT;q=0.9, en;q=0.5' }), 'de'))
  test('is the default last', () => {
    const tags = { ...negotiating, 'sallyport:default-language': 'de' }
    assert.equal(negotiated({ tags, accept: 'tlh' }), 'de')
    assert.equal(negotiated({ tags, accept: 'en' }), 'en')
  })
  test('can be so for one client', () => {
    const tags = { 'sallyport:language-negotiation/web': 'on' }
    assert.equal(spoken({ tags, accept: 'de' }), 'de')
    assert.equal(pageLanguage(request({ tags, accept: 'de' }), undefined).tag, 'en')
  })
})

describe('the cookie of the language', () => {
  test('keeps what lang asks for, under its proper tag', () =>
    assert.deepEqual(languageCookies(request({ query: 'lang=DE-at' })), [
      'lang=de; Max-Age=34560000; Path=/; Secure; HttpOnly; SameSite=Lax',
    ]))
  for (const [what, asked] of Object.entries({
    'nothing that has no meaning': { query: 'lang=%0d%0aSet-Cookie:x' },
    'nothing without lang': { query: 'ui_locales=de', tags: negotiating },
    'nothing on the classic pages': { query: 'lang=de', version: 1 },
  } satisfies Record<string, Asked>)) {
    test(`keeps ${what}`, () => assert.deepEqual(languageCookies(request(asked)), []))
  }
})
