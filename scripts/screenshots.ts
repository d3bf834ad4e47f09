// Pictures of the pages. Without arguments: those that documents show, into docs/pages. With a folder: every page in
// every state, light, dark and on a phone.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addGalleryPools } from '../test/journey/gallery/gallery-pools.ts'
import { gallery } from '../test/journey/gallery.ts'
import { managedLogin } from '../test/journey/pages/managed-login.ts'
import { startReferenceSystem } from '../test/journey/reference-system.ts'

const looks = {
  light: { colorScheme: 'light', width: 640, height: 760 },
  dark: { colorScheme: 'dark', width: 640, height: 760 },
  phone: { colorScheme: 'light', width: 360, height: 740 },
  desktop: { colorScheme: 'light', width: 1000, height: 700 },
  'desktop-dark': { colorScheme: 'dark', width: 1000, height: 700 },
} as const
type Look = keyof typeof looks

interface Sight {
  readonly exhibit: string
  readonly person: string
  readonly looks: readonly Look[]
}

/** What documents show. */
const shown: readonly Sight[] = [
  { exhibit: 'inbox', person: 'grace', looks: ['light'] },
  { exhibit: 'sign-up-weak-password', person: 'ada', looks: ['light'] },
  { exhibit: 'mfa-setup-app', person: 'hedy', looks: ['dark'] },
  { exhibit: 'mfa-app', person: 'lise', looks: ['phone'] },
  { exhibit: 'confirmed', person: 'emmy', looks: ['phone'] },
  { exhibit: 'account', person: 'maria', looks: ['light'] },
  { exhibit: 'app-home', person: 'nobody', looks: ['desktop'] },
  { exhibit: 'app-notes', person: 'sofia', looks: ['desktop-dark'] },
]

const folder = process.argv[2]
const target = folder ?? fileURLToPath(new URL('../docs/pages', import.meta.url))
const sights =
  folder === undefined
    ? shown
    : gallery.map(({ name }, index) => ({
        exhibit: name,
        person: `person-${index}`,
        looks: ['light', 'dark', 'phone'] as const,
      }))
await mkdir(target, { recursive: true })
await using system = await startReferenceSystem()
const pools = await addGalleryPools(system)

for (const sight of sights) {
  const pictures = await look(sight)
  for (const [name, picture] of pictures) await writeFile(join(target, `${sight.exhibit}-${name}.png`), picture)
}
await writeFile(join(target, 'sign-in.png'), await dayAndNight())

async function look({ exhibit: wanted, person, looks: names }: Sight): Promise<ReadonlyMap<Look, Buffer>> {
  const exhibit = gallery.find(({ name }) => name === wanted)
  if (exhibit === undefined) throw new Error(`The gallery has no ${wanted}.`)
  await using visitor = await system.visit()
  const { page } = visitor
  await exhibit.open({ system, pools, visitor, login: managedLogin(page), name: person })
  // What the app says in passing would be over in a moment.
  await page.evaluate(`for (const status of document.querySelectorAll('#status')) delete status.dataset.shown`)
  const pictures = new Map<Look, Buffer>()
  for (const name of names) {
    const { colorScheme, width, height } = looks[name]
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height })
    pictures.set(name, await page.screenshot({ fullPage: true, caret: 'hide' }))
  }
  return pictures
}

/** The sign-in page by day and by night, side by side: what the README shows first. */
async function dayAndNight(): Promise<Buffer> {
  const halves = await look({ exhibit: 'sign-in', person: 'ada', looks: ['light', 'dark'] })
  const images = [...halves.values()].map(
    (half) => `<img width="640" height="760" src="data:image/png;base64,${half.toString('base64')}">`,
  )
  await using context = await system.browser.newContext({ viewport: { width: 1280, height: 760 } })
  const page = await context.newPage()
  await page.setContent(`<body style="margin: 0; display: flex">${images.join('')}</body>`)
  return await page.screenshot()
}
