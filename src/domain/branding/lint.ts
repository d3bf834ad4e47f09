import type { AssetCategoryType, AssetType, Document } from '../../contract/shapes.gen.ts'
import { defaultBrandingSettings } from './default-branding.ts'
import { cssColour, parseColour } from './colour.ts'
import { correctContrast } from './contrast.ts'
import { readLayout } from './layout.ts'
import { paletteNames, pathOf, readPalette, type Mode } from './palette.ts'
import { isTree, settingAt } from './settings-tree.ts'

/** What somebody who designs a style should know of it, in the order of its tree: nothing here keeps it from being shown. */
export function lintStyle(settings: Document | undefined, assets: readonly AssetType[]): readonly string[] {
  const { scheme } = readLayout(settings)
  const modes: readonly Mode[] =
    scheme === 'DYNAMIC' ? ['lightMode', 'darkMode'] : [scheme === 'DARK' ? 'darkMode' : 'lightMode']
  return [
    ...unknownMembers(settings),
    ...modes.flatMap((mode) => brokenColours(settings, mode)),
    ...modes.flatMap((mode) => unreadable(settings, mode)),
    ...missingPictures(settings, assets),
    ...idleSettings(settings),
  ]
}

const known = new Set([
  ...pathsIn(defaultBrandingSettings, ''),
  ...(['lightMode', 'darkMode'] as const).flatMap((mode) => paletteNames.map((name) => pathOf(name, mode))),
])

function unknownMembers(settings: Document | undefined): readonly string[] {
  return pathsIn(settings, '')
    .filter((path) => !known.has(path) && !path.startsWith('components.idpButton.custom.'))
    .map((path) => `${path} is not known, so nothing shows it.`)
}

/** Of every value that is no tree of its own. */
function pathsIn(tree: Document | undefined, before: string): readonly string[] {
  if (!isTree(tree)) return before === '' ? [] : [before]
  return Object.entries(tree).flatMap(([name, value]) => pathsIn(value, before === '' ? name : `${before}.${name}`))
}

function brokenColours(settings: Document | undefined, mode: Mode): readonly string[] {
  return paletteNames
    .map((name) => pathOf(name, mode))
    .filter((path) => settingAt(settings, path) !== undefined && parseColour(settingAt(settings, path)) === undefined)
    .map((path) => `${path} is no colour: write eight hexadecimal digits, as 1f5eddff.`)
}

function unreadable(settings: Document | undefined, mode: Mode): readonly string[] {
  return correctContrast(readPalette(settings, mode)).findings.map(({ ink, on, ratio, needed, corrected }) => {
    const had = `has a contrast of ${ratio.toFixed(1)} to 1 on ${pathOf(on, mode)}`
    return `${pathOf(ink, mode)} ${had}, where ${needed} is needed: ${cssColour(corrected)} is shown instead.`
  })
}

const pictured: Readonly<Record<string, AssetCategoryType>> = {
  'components.form.logo.enabled': 'FORM_LOGO',
  'components.form.backgroundImage.enabled': 'FORM_BACKGROUND',
  'components.pageBackground.image.enabled': 'PAGE_BACKGROUND',
  'components.pageHeader.logo.enabled': 'PAGE_HEADER_LOGO',
  'components.pageHeader.backgroundImage.enabled': 'PAGE_HEADER_BACKGROUND',
  'components.pageFooter.logo.enabled': 'PAGE_FOOTER_LOGO',
  'components.pageFooter.backgroundImage.enabled': 'PAGE_FOOTER_BACKGROUND',
}

function missingPictures(settings: Document | undefined, assets: readonly AssetType[]): readonly string[] {
  return Object.entries(pictured)
    .filter(
      ([path, category]) => settingAt(settings, path) === true && !assets.some(({ Category }) => Category === category),
    )
    .map(([path, category]) => `${path} is on, but there is no asset ${category}.`)
}

/** AWS keeps these without acting on them, and so do these pages. */
const idle: readonly (readonly [path: string, ordinary: Document])[] = [
  ['categories.form.instructions.enabled', false],
  ['categories.form.sessionTimerDisplay', 'NONE'],
]

function idleSettings(settings: Document | undefined): readonly string[] {
  return idle
    .filter(([path, ordinary]) => ![undefined, ordinary].includes(settingAt(settings, path)))
    .map(([path]) => `${path} is kept and told, and shows nowhere, as at AWS.`)
}
