import { gallery } from '../gallery/gallery.ts'

/** What somebody chose to look at; it is the query of every address of the preview. */
export interface PreviewChoice {
  /** Undefined: all of them. */
  readonly state: string | undefined
  readonly pool: string | undefined
  readonly client: string | undefined
  readonly draft: string | undefined
  /** A former version of the client's own style. */
  readonly version: string | undefined
  readonly scheme: (typeof schemes)[number]
  readonly direction: (typeof directions)[number]
  readonly language: string
  readonly width: keyof typeof widths
}

export const schemes = ['style', 'light', 'dark'] as const
export const directions = ['language', 'ltr', 'rtl'] as const
/** In CSS pixels. */
export const widths = { desktop: 1024, tablet: 720, phone: 390, small: 320 } as const

export function readChoice(values: ReadonlyMap<string, string>): PreviewChoice {
  const word = <Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word =>
    words.find((known) => known === values.get(name)) ?? words[0]
  const text = (name: string): string | undefined => values.get(name) || undefined
  return {
    state: gallery.find(({ name }) => name === values.get('state'))?.name,
    // A client is named with its pool, so that one list can offer all of them.
    pool: text('pool') ?? text('client')?.split('/')[0],
    client: text('client')?.split('/').at(-1),
    draft: text('draft'),
    version: text('version'),
    scheme: word('scheme', schemes),
    direction: word('direction', directions),
    language: text('language') ?? 'en',
    width: word('width', ['desktop', 'tablet', 'phone', 'small']),
  }
}

export function choiceQuery(choice: PreviewChoice, other: Partial<PreviewChoice> = {}): string {
  const values = Object.entries({ ...choice, ...other }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return new URLSearchParams(values).toString()
}
