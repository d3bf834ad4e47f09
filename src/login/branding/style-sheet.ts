import type { Document } from '../../contract/shapes.gen.ts'
import { cssColour, type Colour } from '../../domain/branding/colour.ts'
import { correctContrast, inkOn } from '../../domain/branding/contrast.ts'
import type { Layout, Place } from '../../domain/branding/layout.ts'
import { mergeDocuments } from '../../domain/branding/merge-documents.ts'
import { paletteNames, pathOf, readPalette, type Mode, type Palette } from '../../domain/branding/palette.ts'
import { isTree, settingAt } from '../../domain/branding/settings-tree.ts'

export interface StyleSource {
  /** As they were set, without defaults. */
  readonly settings: Document | undefined
  readonly layout: Layout
  /** The address of a background, from where style sheets are; undefined where it has no picture. */
  readonly background: (
    place: 'PAGE_BACKGROUND' | 'FORM_BACKGROUND' | 'PAGE_HEADER_BACKGROUND' | 'PAGE_FOOTER_BACKGROUND',
    mode: Mode,
  ) => string | undefined
}

/** The custom properties that the rules of `login.css` are written with, for one style. */
export function styleProperties(source: StyleSource): string {
  const { layout } = source
  const day = `:root{color-scheme:${schemes[layout.scheme]};${layoutProperties(layout)}${ofMode(source, layout.scheme === 'DARK' ? 'darkMode' : 'lightMode')}}`
  const firstMode = layout.scheme === 'DARK' ? 'darkMode' : 'lightMode'
  const first = `${day}${providerProperties(source.settings, firstMode)}\n`
  if (layout.scheme !== 'DYNAMIC') return first
  const night = `:root{${ofMode(source, 'darkMode')}}${providerProperties(source.settings, 'darkMode')}`
  return `${first}@media (prefers-color-scheme:dark){${night}}\n`
}

/** Which schemes the browser may draw its own parts in. */
const schemes = { LIGHT: 'light', DARK: 'dark', DYNAMIC: 'light dark' } as const

const spaces = { COMPACT: 0.75, REGULAR: 1, SPACIOUS: 1.25 } as const
const alignments: Readonly<Record<Place, string>> = { START: 'start', CENTER: 'center', END: 'end' }

function layoutProperties({ density, form, formLogo, header, footer, radii }: Layout): string {
  return declarations({
    space: String(spaces[density]),
    'form-x': alignments[form.horizontal],
    'form-y': alignments[form.vertical],
    'logo-x': alignments[formLogo.place],
    'header-x': alignments[header.logoPlace],
    'footer-x': alignments[footer.logoPlace],
    ...Object.fromEntries(Object.entries(radii).map(([name, radius]) => [`${name}-radius`, `${radius / 16}rem`])),
  })
}

function ofMode(source: StyleSource, mode: Mode): string {
  const { palette } = correctContrast(readPalette(source.settings, mode))
  const colours = paletteNames.map((name): [string, Colour] => [name, palette(name)])
  return declarations({
    ...Object.fromEntries([...colours, ...groundInks(palette)].map(([name, colour]) => [name, cssColour(colour)])),
    ...images(source, mode),
  })
}

/** Buttons of single providers, which `idpButton.custom` has by their names. */
function providerProperties(settings: Document | undefined, mode: Mode): string {
  const custom = settingAt(settings, 'components.idpButton.custom')
  if (!isTree(custom)) return ''
  return Object.entries(custom)
    .map(([name, standard]) => {
      const own = mergeDocuments(settings, { components: { idpButton: { standard } } })
      const { palette } = correctContrast(readPalette(own, mode))
      const names = paletteNames.filter((one) => one === 'idp' || one.startsWith('idp-'))
      const colours = declarations(Object.fromEntries(names.map((one) => [one, cssColour(palette(one))])))
      return `[data-provider="${name.replaceAll(/[^\w -]/gu, (char) => `\\${char.codePointAt(0)?.toString(16) ?? ''} `)}"]{${colours}}`
    })
    .join('')
}

/** What is written on grounds for whose text the tree has no colour. */
function groundInks(palette: Palette): [string, Colour][] {
  const card = ['form', 'page'] as const
  return [
    ['field-text', inkOn(palette, 'label', 'field', ...card)],
    ['menu-text', inkOn(palette, 'body', 'menu', ...card)],
    ['alert-text', inkOn(palette, 'body', 'alert', ...card)],
    ['success-text', inkOn(palette, 'body', 'success', ...card)],
    ['warning-text', inkOn(palette, 'body', 'warning', ...card)],
    ['page-text', inkOn(palette, 'description', 'page')],
    ['page-link', inkOn(palette, 'link', 'page')],
    ['footer-text', inkOn(palette, 'description', 'footer', 'page')],
    ['footer-link', inkOn(palette, 'link', 'footer', 'page')],
  ]
}

function images({ settings, layout, background }: StyleSource, mode: Mode): Record<string, string> {
  const picture = (isShown: boolean, href: string | undefined): string =>
    isShown && href !== undefined ? `url("${href}")` : 'none'
  const page = picture(layout.hasPageImage, background('PAGE_BACKGROUND', mode))
  const isPlain = page !== 'none' || settingAt(settings, pathOf('page', mode)) !== undefined
  return {
    // The light behind our own card belongs to our own canvas.
    'page-image': isPlain ? page : 'var(--glow)',
    'form-image': picture(layout.form.hasImage, background('FORM_BACKGROUND', mode)),
    'header-image': picture(layout.header.hasImage, background('PAGE_HEADER_BACKGROUND', mode)),
    'footer-image': picture(layout.footer.hasImage, background('PAGE_FOOTER_BACKGROUND', mode)),
  }
}

function declarations(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `--${name}:${value};`)
    .join('')
}
