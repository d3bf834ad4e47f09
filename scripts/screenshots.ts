// Pictures of the pages, by day; of those named here also by night, on a phone and in Arabic. They go into docs/pages, or into
// the folder that is named.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { gallery } from '../src/login/gallery/gallery.ts'
import { openGallery } from '../test/journey/gallery/gallery-browser.ts'
import { appExhibits } from '../test/journey/gallery/app.ts'
import { managedLogin } from '../test/journey/pages/managed-login.ts'
import { startReferenceSystem } from '../test/journey/reference-system.ts'

const looks = {
  light: { colorScheme: 'light', width: 480, options: {} },
  dark: { colorScheme: 'dark', width: 480, options: {} },
  phone: { colorScheme: 'light', width: 360, options: {} },
  arabic: { colorScheme: 'light', width: 480, options: { language: 'ar' } },
} as const
type Look = keyof typeof looks

/** Whose looks differ in more than their colours. */
const shownInEveryLook = new Set(['sign-in', 'mfa-app-wrong-code', 'choose', 'account', 'account-sessions'])
const otherShown = ['app-home', 'app-notes', 'inbox']

const target = process.argv[2] ?? fileURLToPath(new URL('../docs/pages', import.meta.url))
await mkdir(target, { recursive: true })
for (const name of await readdir(target)) if (name.endsWith('.png')) await rm(join(target, name))

await using system = await startReferenceSystem()
await using shown = await openGallery(system.browser)
const names: string[] = []
for (const { name } of gallery) {
  const wanted: readonly Look[] = shownInEveryLook.has(name) ? ['light', 'dark', 'phone', 'arabic'] : ['light']
  for (const look of wanted) await keep(`${name}-${look}`, await picture(name, look))
}
await keep('sign-in', await dayAndNight())
for (const name of otherShown) await keep(`${name}-light`, await otherPicture(name))
await writeFile(join(target, 'README.md'), index())

async function keep(name: string, image: Buffer): Promise<void> {
  names.push(name)
  await writeFile(join(target, `${name}.png`), image)
}

async function picture(name: string, look: Look): Promise<Buffer> {
  const { colorScheme, width, options } = looks[look]
  await shown.page.emulateMedia({ colorScheme })
  await shown.page.setViewportSize({ width, height: 640 })
  await shown.open(name, options)
  return await whole(shown.page)
}

function whole(page: Page): Promise<Buffer> {
  return page.screenshot({ fullPage: true, caret: 'hide' })
}

async function otherPicture(name: string): Promise<Buffer> {
  const exhibit = appExhibits.find((other) => other.name === name)
  if (exhibit === undefined) throw new Error(`The gallery has no ${name}.`)
  await using visitor = await system.visit()
  const { page } = visitor
  await page.setViewportSize({ width: 1000, height: 640 })
  await exhibit.open({ system, visitor, login: managedLogin(page), name: `sofia-${name}` })
  // What the app says in passing would be over in a moment.
  await page.evaluate(`for (const status of document.querySelectorAll('#status')) delete status.dataset.shown`)
  return await whole(page)
}

/** The sign-in page by day and by night, side by side: what the README shows first. */
async function dayAndNight(): Promise<Buffer> {
  const halves = [await picture('sign-in', 'light'), await picture('sign-in', 'dark')]
  const images = halves.map((half) => `<img src="data:image/png;base64,${half.toString('base64')}">`)
  await using context = await system.browser.newContext({ viewport: { width: 960, height: 640 } })
  const page = await context.newPage()
  await page.setContent(`<body style="margin: 0; display: flex; align-items: start">${images.join('')}</body>`)
  return await page.screenshot({ fullPage: true })
}

function index(): string {
  return `# Pictures of the pages

Made by \`scripts/screenshots.ts\`, from the pages themselves: run it again after a change of looks. \`sallyport start\` shows
the same at \`/_sallyport/preview\`, in any style.

${names.map((name) => `## ${name}\n\n![${name}](${name}.png)\n`).join('\n')}`
}
