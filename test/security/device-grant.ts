import type { App } from './app.ts'
import type { Browser } from './browser.ts'
import { jsonOf, type Reply } from './surface.ts'

export const deviceGrantType = 'urn:ietf:params:oauth:grant-type:device_code'

/** The answer to a device that asks to be signed in at a browser. */
export async function beginDevice(
  app: App,
  more: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  return jsonOf(await app.postForm('/oauth2/device_authorization', { client_id: app.client.id, ...more }))
}

/** What the device asks again and again. */
export function askForTokens(app: App, deviceCode: string): Promise<Reply> {
  const form = { grant_type: deviceGrantType, client_id: app.client.id, device_code: deviceCode }
  return app.postForm('/oauth2/token', form)
}

/** Types the code at a browser, and gives where that leads: the page that asks, where somebody is signed in. */
export async function typeCode(browser: Browser, userCode: string): Promise<Reply> {
  await browser.get('/device', '')
  return browser.follow(await browser.post('/device', { ['user_code']: userCode }, ''))
}

/** Answers at a browser where somebody is signed in. */
export async function answerDevice(browser: Browser, userCode: string, answer: 'allow' | 'deny'): Promise<Reply> {
  await browser.get('/device', '')
  const sent = await browser.post('/device', { ['user_code']: userCode }, '')
  return browser.post('/device/allow', { answer }, new URL(String(sent.headers.location)).search.slice(1))
}
