import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { gallery } from '../../../src/login/gallery/gallery.ts'
import { launchChromium, skip } from '../chromium.ts'
import { openGallery } from '../gallery/gallery-browser.ts'
import { hostileStyle } from '../gallery/hostile-style.ts'

// Experience contract, section 2.3.
describe('branding', { skip }, () => {
  let browser: Browser
  before(async () => {
    browser = await launchChromium()
  })
  after(() => browser?.close())

  test('37: the preview shows every state, tells what is wrong with a style, and follows a draft', async () => {
    const drafts = [hostileStyle]
    await using shown = await openGallery(browser, drafts)
    const { page } = shown
    await page.goto('http://localhost/_sallyport/preview?draft=hostile&state=sign-in')
    assert.equal(await page.getByLabel('Page').locator('option').count(), gallery.length + 1)
    await page.getByText(/warnings$/).click()
    await page.getByText('components.primaryButton.lightMode.defaults.textColor has a contrast of').waitFor()

    const colour = async () => {
      const frame = await (await page.waitForSelector('iframe')).contentFrame()
      await frame?.waitForSelector('.button')
      return await frame?.evaluate(`getComputedStyle(document.querySelector('.button')).backgroundColor`)
    }
    assert.equal(await colour(), 'rgb(255, 239, 154)')
    const settings = { components: { primaryButton: { lightMode: { defaults: { backgroundColor: '006d5bff' } } } } }
    const reloaded = page.waitForEvent('load')
    drafts[0] = { ...hostileStyle, settings }
    await reloaded
    assert.equal(await colour(), 'rgb(0, 109, 91)')
    await page.getByLabel('Colours').selectOption('dark')
    await page.waitForURL(/scheme=dark/)
    assert.deepEqual(shown.faults, [])
  })

  test('33: a logo that never comes moves nothing', async () => {
    const tops: number[] = []
    for (const isThere of [true, false]) {
      await using shown = await openGallery(browser, [hostileStyle])
      if (!isThere) await shown.context.route(/\/picture\?/, (route) => route.abort())
      await shown.open('sign-in', { draft: hostileStyle.name })
      tops.push((await shown.page.getByRole('heading', { level: 1 }).boundingBox())?.y ?? 0)
    }
    assert.equal(tops[0], tops[1])
  })

  test('27: pages follow what people ask of their device', async () => {
    await using shown = await openGallery(browser)
    const { page } = shown
    await shown.open('sign-in')
    const style = (selector: string, property: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`)
    await page.emulateMedia({ colorScheme: 'light' })
    const day = await style('.card', 'backgroundColor')
    await page.emulateMedia({ colorScheme: 'dark' })
    assert.notEqual(await style('.card', 'backgroundColor'), day)
    assert.equal(await style('.button', 'transitionDuration'), '0s', 'reduced motion')
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    assert.notEqual(await style('.button', 'transitionDuration'), '0s')
    const edge = await style('.card', 'borderTopColor')
    await page.emulateMedia({ contrast: 'more' })
    assert.notEqual(await style('.card', 'borderTopColor'), edge)
    await page.emulateMedia({ contrast: null, forcedColors: 'active' })
    assert.equal(await style('.button', 'borderTopStyle'), 'solid')
    await page.emulateMedia({ forcedColors: null, media: 'print' })
    assert.equal(await style('.button', 'display'), 'none')
  })
})
