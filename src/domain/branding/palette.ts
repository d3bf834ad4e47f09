import type { Document } from '../../contract/shapes.gen.ts'
import { defaultBrandingSettings } from './default-branding.ts'
import { mix, parseColour, type Colour } from './colour.ts'
import { paletteSettings, type PaletteName } from './palette-settings.ts'
import { settingAt } from './settings-tree.ts'

export type Mode = 'lightMode' | 'darkMode'

/** Which colour each thing has. */
export type Palette = (name: PaletteName) => Colour

export const paletteNames = Object.keys(paletteSettings).filter(isPaletteName)

/** Where one colour of one mode is set. */
export function pathOf(name: PaletteName, mode: Mode): string {
  return paletteSettings[name].replace('*', mode)
}

/** The colours of one mode. What a style leaves out, or what is no colour, falls back to its default. */
export function readPalette(settings: Document | undefined, mode: Mode): Palette {
  const own = (name: PaletteName): Colour | undefined => parseColour(settingAt(settings, pathOf(name, mode)))
  return (name) => own(name) ?? ofState(name, own) ?? defaultColour(name, mode)
}

/** A button that has a colour of its own keeps it under the pointer, a shade nearer to its text, where nothing is said of that. */
function ofState(name: PaletteName, own: (name: PaletteName) => Colour | undefined): Colour | undefined {
  const atRest = name.replace(/-(?:hover|active)/, '')
  if (atRest === name || !isPaletteName(atRest)) return undefined
  const colour = own(atRest)
  const ink = `${atRest}-ink`
  const text = isPaletteName(ink) ? own(ink) : undefined
  return colour && text ? mix(colour, text, 0.12) : colour
}

function defaultColour(name: PaletteName, mode: Mode): Colour {
  const path = pathOf(name, mode)
  const colour = parseColour(settingAt(defaultBrandingSettings, path))
  if (colour === undefined) throw new Error(`There is no default colour for ${path}.`)
  return colour
}

function isPaletteName(name: string): name is PaletteName {
  return Object.hasOwn(paletteSettings, name)
}
