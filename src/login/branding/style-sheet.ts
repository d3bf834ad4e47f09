import type { Document } from '../../contract/shapes.gen.ts'
import { cssColour, type Colour } from '../../domain/branding/colour.ts'
import { correctContrast, inkOn } from '../../domain/branding/contrast.ts'
import type { Layout, Place } from '../../domain/branding/layout.ts'
import { paletteNames, pathOf, readPalette, type Mode, type Palette } from '../../domain/branding/palette.ts'
import { settingAt } from '../../domain/branding/settings-tree.ts'

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
  if (layout.scheme !== 'DYNAMIC') return `${day}\n`
  return `${day}\n@media (prefers-color-scheme:dark){:root{${ofMode(source, 'darkMode')}}}\n`
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

/** What is written on grounds for whose text the tree has no colour. */
const grounds = [
  ['field', 'label'],
  ['menu', 'body'],
  ['alert', 'body'],
  ['success', 'body'],
  ['warning', 'body'],
] as const

function groundInks(palette: Palette): [string, Colour][] {
  return grounds.map(([ground, ink]) => [`${ground}-text`, inkOn(palette, ink, ground)])
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
