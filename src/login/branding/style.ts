import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { AssetCategoryType, AssetType, Document } from '../../contract/shapes.gen.ts'
import { readLayout, type Layout } from '../../domain/branding/layout.ts'
import type { Mode } from '../../domain/branding/palette.ts'
import { findPicture, listPictures, type Picture } from '../../domain/branding/pictures.ts'
import type { StaticFile } from '../static-file.ts'
import { styleProperties } from './style-sheet.ts'

/** A style as it is served: compiled once for each of its versions. */
export interface Style {
  /** Names the sheet's content. */
  readonly version: string
  readonly sheet: StaticFile
  readonly layout: Layout
  readonly pictures: ReadonlyMap<string, Picture>
  /** That have an icon of their own: Cognito's ResourceId, taken to name the provider. */
  readonly providers: readonly string[]
  readonly find: (category: AssetCategoryType, mode: Mode, resourceId?: string) => Picture | undefined
}

interface StyleSettings {
  readonly settings: Document | undefined
  readonly assets: readonly AssetType[]
  /** The address of one of its pictures, from where the sheet is. */
  readonly addressOf: (picture: Picture) => string
}

/** The rules, which every style shares; its properties come before them. */
const rules = readFileSync(new URL('../assets/login.css', import.meta.url), 'utf8')

export function compileStyle({ settings, assets, addressOf }: StyleSettings): Style {
  const layout = readLayout(settings)
  const find: Style['find'] = (category, mode, resourceId) => findPicture(assets, category, mode, resourceId)
  const properties = styleProperties({
    settings,
    layout,
    background: (place, mode) => {
      const picture = find(place, mode)
      return picture && addressOf(picture)
    },
  })
  return {
    ...sheetOf(`${properties}${rules}`),
    layout,
    pictures: new Map(listPictures(assets).map((picture) => [picture.hash, picture])),
    providers: providersOf(assets),
    find,
  }
}

/** For clients that have none of their own. */
export const defaultStyle = compileStyle({ settings: undefined, assets: [], addressOf: () => '' })

/** Cognito: the classic pages take a style sheet of rules for known classes, which win over ours. */
export function compileClassicStyle(css: string): Style {
  const properties = styleProperties({ settings: undefined, layout: defaultStyle.layout, background: () => undefined })
  return { ...defaultStyle, ...sheetOf(`@layer page{${properties}${rules}}\n${css}`) }
}

function providersOf(assets: readonly AssetType[]): readonly string[] {
  const icons = assets.filter(({ Category }) => Category === 'IDP_BUTTON_ICON')
  return [...new Set(icons.map(({ ResourceId }) => ResourceId))].filter((name) => name !== undefined)
}

function sheetOf(text: string): Pick<Style, 'sheet' | 'version'> {
  return {
    version: createHash('sha256').update(text).digest('base64url').slice(0, 16),
    sheet: { type: 'text/css; charset=utf-8', text: Buffer.from(text) },
  }
}
