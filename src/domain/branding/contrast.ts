import { contrast, flatten, readable, type Colour } from './colour.ts'
import type { Palette } from './palette.ts'
import type { PaletteName } from './palette-settings.ts'

/** Something to be read or seen, and what it lies on, from the top down. */
interface Pair {
  readonly ink: PaletteName
  readonly on: readonly PaletteName[]
  /** WCAG 2.2: 4.5 for text (1.4.3), 3 for the edges and signs of controls (1.4.11). */
  readonly ratio: 4.5 | 3
}

const card = ['form', 'page'] as const
const text = (...inks: readonly PaletteName[]): Pair[] => inks.map((ink) => ({ ink, on: card, ratio: 4.5 }))
const edge = (...inks: readonly PaletteName[]): Pair[] => inks.map((ink) => ({ ink, on: card, ratio: 3 }))
const onIt = (ink: PaletteName, ground: PaletteName, ratio: Pair['ratio'] = 4.5): Pair => ({
  ink,
  on: [ground, ...card],
  ratio,
})

const pairs: readonly Pair[] = [
  ...text(
    'heading',
    'body',
    'description',
    'label',
    'hint',
    'link',
    'link-hover',
    'error-ink',
    'success-ink',
    'pending',
  ),
  ...edge('field-line', 'focus', 'option-line', 'option-on'),
  onIt('placeholder', 'field'),
  onIt('primary-ink', 'primary'),
  onIt('primary-hover-ink', 'primary-hover'),
  onIt('primary-active-ink', 'primary-active'),
  onIt('secondary-ink', 'secondary'),
  onIt('secondary-hover-ink', 'secondary-hover'),
  onIt('secondary-active-ink', 'secondary-active'),
  onIt('idp-ink', 'idp'),
  onIt('idp-hover-ink', 'idp-hover'),
  onIt('idp-active-ink', 'idp-active'),
  onIt('menu-hover-ink', 'menu-hover'),
  onIt('menu-match-ink', 'menu-match'),
  onIt('option-on-ink', 'option-on', 3),
]

export interface ContrastFinding {
  readonly ink: PaletteName
  readonly on: PaletteName
  readonly ratio: number
  readonly needed: number
  readonly corrected: Colour
}

/** The same palette with every ink that could not be read moved as far as it takes, and what was moved. */
export function correctContrast(palette: Palette): {
  readonly palette: Palette
  readonly findings: readonly ContrastFinding[]
} {
  const corrected = new Map<PaletteName, Colour>()
  const findings: ContrastFinding[] = []
  const now: Palette = (name) => corrected.get(name) ?? palette(name)
  for (const { ink, on, ratio: needed } of pairs) {
    const [top, ...beneath] = on.map(now)
    const [nearest] = on
    if (top === undefined || nearest === undefined) continue
    const ground = flatten(top, ...beneath)
    const colour = now(ink)
    const better = readable(colour, ground, needed)
    if (better === colour) continue
    corrected.set(ink, better)
    findings.push({ ink, on: nearest, ratio: contrast(flatten(colour, ground), ground), needed, corrected: better })
  }
  return { palette: now, findings }
}

/** An ink on a ground for which no setting exists: what is typed into a field, say. */
export function inkOn(palette: Palette, wanted: PaletteName, ...ground: readonly PaletteName[]): Colour {
  const [top, ...beneath] = ground.map(palette)
  return top === undefined ? palette(wanted) : readable(palette(wanted), flatten(top, ...beneath), 4.5)
}
