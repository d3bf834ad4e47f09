import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { headersFromRecord } from '../../../src/http/headers.ts'
import type { Html } from '../../../src/login/view/html.ts'
import { pageView } from '../../../src/login/drawing/page-view.ts'
import { forgotPasswordPage } from '../../../src/login/pages/forgot-password-page.ts'
import { mfaChoicePage } from '../../../src/login/pages/mfa-choice-page.ts'
import { mfaCodePage } from '../../../src/login/pages/mfa-code-page.ts'
import { newPasswordPage } from '../../../src/login/pages/new-password-page.ts'
import type { View } from '../../../src/login/view/view.ts'
import type { Messages } from '../../../src/messages/en.ts'
import { pseudoLanguages } from '../../../src/messages/pseudo.ts'
import { givenClient, givenPool } from '../../../src/testing/given.ts'
import { pageBrowser } from '../../../src/testing/page-browser.ts'
import { testPorts } from '../../../src/testing/test-ports.ts'
import { launchChromium, openContext, skip } from '../chromium.ts'
import { findSidewaysScroll } from '../detectors/reflow.ts'

const policy = { MinimumLength: 12, RequireLowercase: true, RequireUppercase: true, RequireSymbols: true }
const pages: Readonly<Record<string, (view: View) => Html>> = {
  'forgot-password': (view) =>
    forgotPasswordPage(view, {
      username: '',
      label: view.messages.emailOrPhone,
      problems: [{ field: 'username', text: view.messages.errors.enterEmailOrPhone }],
    }),
  'new-password': (view) =>
    newPasswordPage(view, {
      username: 'ada',
      fields: [],
      policy,
      problems: [{ text: view.messages.errors.passwordForm }],
    }),
  'mfa-code': (view) =>
    mfaCodePage(view, {
      factor: 'SMS_MFA',
      destination: '+********0123',
      hasOtherWays: true,
      rememberedDays: 400,
      problems: [],
    }),
  'mfa-choice': (view) =>
    mfaChoicePage(view, { purpose: 'set-up', factors: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'], problems: [] }),
}

/** What people read first on a page has brackets around it where it comes from a catalogue. */
const fromElsewhere = `[...document.querySelectorAll('h1, legend, label, main button, .lead')]
  .map((element) => element.textContent.trim() || element.getAttribute('aria-label'))
  .filter((text) => text && !text.startsWith('['))`

describe('languages that nobody speaks', { skip }, () => {
  let browser: Browser
  before(async () => {
    browser = await launchChromium()
  })
  after(() => browser?.close())

  for (const [tag, messages] of Object.entries(pseudoLanguages)) {
    test(`30: ${tag} fits pages of 320 pixels, and is all that there is on them`, async () => {
      const { view, css } = await shownIn(messages)
      await using context = await openContext(browser, { viewport: { width: 320, height: 800 } })
      const page = await context.newPage()
      for (const [name, draw] of Object.entries(pages)) {
        await page.setContent(String(await draw(view)))
        await page.addStyleTag({ content: css })
        assert.equal(await findSidewaysScroll(page), 0, `${name} is too wide`)
        assert.deepEqual(await page.evaluate(fromElsewhere), [], name)
      }
    })
  }
})

async function shownIn(messages: Messages): Promise<{ readonly view: View; readonly css: string }> {
  await using ports = await testPorts()
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool, { name: 'Harbour' })
  const { origin, get } = pageBrowser(ports, pool, client)
  const request = {
    domain: { pool, baseUrl: origin, managedLoginVersion: 2 },
    method: 'GET',
    path: '/login',
    query: '',
    headers: headersFromRecord({}),
    body: new Uint8Array(),
    facts: { requestId: '1', region: pool.region, accountId: pool.accountId, sourceIp: '::1', userAgent: undefined },
  } as const
  const view = await pageView(ports, request, client, 'token')
  return { view: { ...view, messages }, css: String((await get(view.assets.css)).body) }
}
