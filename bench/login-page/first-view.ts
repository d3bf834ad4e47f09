import type { Browser, CDPSession, Page } from 'playwright-core'

/** What somebody's first visit to a page costs them. */
export interface FirstView {
  /** Milliseconds from following the link to the largest contentful paint. */
  readonly paint: number
  /** As they came over the line, heads and all. */
  readonly bytes: number
  readonly requests: number
}

const line = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
} as const
const slowdown = 4

/** Keeps the newest entry where the evaluation below finds it. */
const watchPaints = `new PerformanceObserver((list) => {
  window.largestPaint = list.getEntries().at(-1).startTime
}).observe({ type: 'largest-contentful-paint', buffered: true })`

/** Time for paints that come after the field: what has not changed for so long on this line is the page. */
const settleMilliseconds = 1500

/** Visits with nothing cached, until the page's field can be typed into and nothing larger is painted any more. */
export async function firstView(
  browser: Browser,
  { url, field }: { readonly url: string; readonly field: string },
): Promise<FirstView> {
  await using context = await browser.newContext({ ignoreHTTPSErrors: true })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const traffic = await watchTraffic(session)
  await session.send('Network.emulateNetworkConditions', line)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await page.addInitScript(watchPaints)
  await page.goto(url, { waitUntil: 'load', timeout: 60_000 })
  await page.locator(field).first().waitFor({ timeout: 60_000 })
  await page.waitForTimeout(settleMilliseconds)
  return { paint: await largestPaint(page), ...traffic }
}

async function watchTraffic(session: CDPSession): Promise<{ bytes: number; requests: number }> {
  const traffic = { bytes: 0, requests: 0 }
  session.on('Network.requestWillBeSent', ({ request, redirectResponse }) => {
    if (!/^https?:/.test(request.url)) return
    traffic.requests += 1
    traffic.bytes += redirectResponse?.encodedDataLength ?? 0
  })
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    traffic.bytes += encodedDataLength
  })
  await session.send('Network.enable')
  return traffic
}

async function largestPaint(page: Page): Promise<number> {
  const paint: unknown = await page.evaluate('window.largestPaint')
  if (typeof paint !== 'number') throw new Error('The page painted nothing.')
  return paint
}
