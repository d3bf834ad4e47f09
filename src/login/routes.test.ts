import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { sealFeedbackToken } from '../flows/threat-protection/feedback-token.ts'
import type { HttpResponse } from '../http/message.ts'
import { buildUserPool } from '../testing/build-user-pool.ts'
import { givenClient, givenPool, givenUser } from '../testing/given.ts'
import { pageBrowser, type PageBrowser } from '../testing/page-browser.ts'
import { testPorts, type TestPorts } from '../testing/test-ports.ts'
import { assetPaths } from './assets.ts'
import { picturePath, sheetPath } from './branding/addresses.ts'
import { loginRoutes } from './routes.ts'

/** What these pages cannot do without a step before them. */
const needState = new Set(
  '/choose /password /code /consent /passkey /passkeys/add /organisation /confirm /resendcode /confirmforgotPassword /newPassword /mfa /mfaChoice /mfaSetup /mfaSetupApp /mfaSetupEmail /recoveryCode'.split(
    ' ',
  ),
)
/** Where they lead to begin with it: whoever consents is signed in already. */
const startOf = (path: string): string => (path === '/consent' ? '/oauth2/authorize' : '/login')

/** Style sheets, pictures and the logo of the classic pages are the pool's own files. */
const assets = new Set([...Object.values(assetPaths), sheetPath, picturePath, '/assets/logo'])
/** The pages of the account centre and of devices have tests of their own: they do not hang on a client's request. */
const pages = loginRoutes.filter(
  ({ path }) => !assets.has(path) && !/^\/((account|device)(\/|$)|\.well-known\/)/.test(path),
)
const shown = pages.filter(({ method }) => method === 'GET')
const submitted = pages.filter(({ method }) => method === 'POST')
const password = 'Correct-h0rse-battery'

async function setUp(ports: TestPorts): Promise<PageBrowser> {
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool, { name: 'Harbour' })
  await givenUser(ports, pool, { username: 'ada', password })
  return pageBrowser(ports, pool, client)
}

/** Pages of links out of mails, and the one for errors. */
const standalone = new Set(['/confirmUser', '/authEventFeedback', '/error', '/signedOut'])

/** What a link out of a mail has besides. */
function linkOf(ports: TestPorts, path: string): string {
  if (path === '/confirmUser') return '&user_name=ada&confirmation_code=123456'
  if (path !== '/authEventFeedback') return ''
  const token = sealFeedbackToken(ports, { poolId: buildUserPool().id, sub: 'ada', eventId: 'event' })
  return `&feedback=Valid&feedback_token=${token}`
}

function locationOf({ headers }: HttpResponse): string {
  return String(headers.location ?? '')
}

describe('a page that is opened without the step before it', () => {
  for (const { path } of shown) {
    test(path, async () => {
      await using ports = await testPorts()
      const browser = await setUp(ports)
      const before = ports.commits.length
      const response = await browser.get(`${path}?${browser.query}`)
      if (needState.has(path)) {
        assert.deepEqual(
          [response.status, locationOf(response)],
          [302, `${browser.origin}${startOf(path)}?${browser.query}`],
        )
      } else {
        // The link of a mail and the error page are asked for without what they need.
        assert.equal(response.status, standalone.has(path) && path !== '/signedOut' ? 400 : 200)
        assert.match(String(response.body), /<h1>/)
      }
      assert.equal(ports.commits.length, before, 'nothing is written')
    })
  }
})

describe('a form that is not ours', () => {
  const forgeries: Readonly<Record<string, (browser: PageBrowser, target: string) => Promise<HttpResponse>>> = {
    'without the token': (browser, target) => browser.post(target, form, { csrfToken: undefined }),
    'with another token': (browser, target) => browser.post(target, form, { csrfToken: 'A'.repeat(43) }),
    'from another origin': (browser, target) =>
      browser.post(target, form, { headers: { origin: 'https://evil.example' } }),
    'from a neighbouring site': (browser, target) =>
      browser.post(target, form, { headers: { 'sec-fetch-site': 'same-site' } }),
    'from another site': (browser, target) =>
      browser.post(target, form, { headers: { 'sec-fetch-site': 'cross-site' } }),
  }
  const form = { username: 'ada', password, code: '123456', email: 'ada@example.com', factor: 'SOFTWARE_TOKEN_MFA' }
  for (const { path } of submitted) {
    for (const [how, forge] of Object.entries(forgeries)) {
      test(`${path} ${how} does nothing`, async () => {
        await using ports = await testPorts()
        const browser = await setUp(ports)
        await browser.get(`/login?${browser.query}`)
        const before = ports.commits.length
        const response = await forge(browser, `${path}?${browser.query}${linkOf(ports, path)}`)
        if (needState.has(path)) {
          assert.deepEqual(
            [response.status, locationOf(response)],
            [303, `${browser.origin}${startOf(path)}?${browser.query}`],
          )
        } else {
          assert.equal(response.status, 403)
          // A script is told nothing; a person is told what to do.
          const told = path === '/passwordStrength' ? /^$/ : /This page was out of date/
          assert.match(String(response.body), told)
        }
        assert.equal(ports.commits.length, before, 'nothing is written')
        assert.equal(browser.cookies.has('cognito'), false)
        assert.equal(ports.messages.length, 0)
      })
    }
  }

  test('is followed by one that is, and is taken', async () => {
    await using ports = await testPorts()
    const browser = await setUp(ports)
    const target = `/login?${browser.query}`
    await browser.post(target, { username: 'ada', password }, { csrfToken: undefined })
    const response = await browser.post(target, { username: 'ada', password })
    assert.equal(response.status, 303)
    assert.match(locationOf(response), /^https:\/\/app\.example\.com\/callback\?code=/)
  })
})

describe('every page', () => {
  for (const { path } of shown.filter((route) => !needState.has(route.path))) {
    test(`${path} keeps to a strict policy and is kept nowhere`, async () => {
      await using ports = await testPorts()
      const browser = await setUp(ports)
      const { headers } = await browser.get(`${path}?${browser.query}`)
      const redirect = standalone.has(path) ? '' : ' https://app.example.com'
      const { 'set-cookie': _cookies, ...rest } = headers
      assert.deepEqual(rest, {
        'x-amz-cognito-request-id': 'request-1',
        'x-content-type-options': 'nosniff',
        'x-xss-protection': '1; mode=block',
        'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
        pragma: 'no-cache',
        expires: '0',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        server: 'Server',
        'strict-transport-security': 'max-age=31536000 ; includeSubDomains',
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': [
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self' data:",
          "connect-src 'self'",
          `form-action 'self'${redirect}`,
          "frame-ancestors 'none'",
          "base-uri 'none'",
          "require-trusted-types-for 'script'",
        ].join('; '),
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
    })
  }

  for (const { path } of pages.filter((route) => !submitted.some((other) => other.path === route.path))) {
    test(`${path} takes no form`, async () => {
      await using ports = await testPorts()
      const browser = await setUp(ports)
      const response = await browser.post(`${path}?${browser.query}`, {})
      assert.deepEqual([response.status, response.headers.allow], [405, 'GET'])
    })
  }

  // Experience contract, point 31.
  test('weighs less than 30 kilobytes with all that belongs to it', async () => {
    await using ports = await testPorts()
    const browser = await setUp(ports)
    const weigh = async (target: string): Promise<number> => {
      const { status, body } = await browser.get(target, { headers: { 'accept-encoding': 'gzip' } })
      assert.equal(status, 200)
      return Buffer.from(body).length
    }
    const page = await browser.get(`/signup?${browser.query}`)
    const [css, js] = [await weigh(assetPaths.css), await weigh(assetPaths.js)]
    assert.ok(css <= 8192, `the style weighs ${css} bytes`)
    assert.ok(js <= 10_240, `the script weighs ${js} bytes`)
    assert.ok(css + js + Buffer.from(page.body).length <= 30_720)
    const links = [...String(page.body).matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link = '']) => link)
    const loaded = links.filter((link) => /\.(?:css|js|png|svg)$/.test(link))
    assert.deepEqual(loaded, [assetPaths.css, assetPaths.js], 'nothing else is loaded')
  })
})

describe('style and script', () => {
  test('come as small as the browser takes them, and for good', async () => {
    await using ports = await testPorts()
    const browser = await setUp(ports)
    const plain = await browser.get(assetPaths.js)
    const { 'content-encoding': none, 'cache-control': kept, vary } = plain.headers
    assert.deepEqual([none, kept, vary], [undefined, 'public, max-age=31536000, immutable', 'Accept-Encoding'])
    for (const [accepted, encoding] of Object.entries({
      'gzip, deflate, br': 'br',
      gzip: 'gzip',
      'gzipped, brr': undefined,
    })) {
      const { headers, body } = await browser.get(assetPaths.js, { headers: { 'accept-encoding': accepted } })
      assert.equal(headers['content-encoding'], encoding)
      assert.ok(encoding === undefined || Buffer.from(body).length < gzipSync(plain.body).length + 1)
    }
  })
})

describe('a fault of ours', () => {
  test('has a page with the id that is in the log, and no word of its cause', async () => {
    await using ports = await testPorts()
    const browser = await setUp(ports)
    await browser.get(`/login?${browser.query}`)
    const broken = Object.assign(ports, { passwordWork: { run: () => Promise.reject(new Error('the disk is full')) } })
    const response = await browser.post(`/login?${browser.query}`, { username: 'ada', password })
    assert.equal(response.status, 500)
    assert.match(String(response.body), /Request id: request-1/)
    assert.doesNotMatch(String(response.body), /disk/)
    assert.deepEqual(
      broken.lines.map(({ level, message, fields }) => [level, message, fields]),
      [
        [
          'error',
          'a sign-in page failed',
          { requestId: 'request-1', path: '/login', error: new Error('the disk is full') },
        ],
      ],
    )
  })
})

describe('a name too long for any account', () => {
  test('is no reason to fail', async () => {
    await using ports = await testPorts()
    const browser = await setUp(ports)
    await browser.get(`/login?${browser.query}`)
    const username = 'ä'.repeat(2048)
    const signIn = await browser.post(`/login?${browser.query}`, { username, password })
    const recovery = await browser.post(`/forgotPassword?${browser.query}`, { username })
    const signUp = await browser.post(`/signup?${browser.query}`, { username, password })
    assert.deepEqual([signIn.status, recovery.status, signUp.status], [401, 422, 422])
  })
})
