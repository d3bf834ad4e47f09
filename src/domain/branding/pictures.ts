import { createHash } from 'node:crypto'
import type { AssetCategoryType, AssetExtensionType, AssetType } from '../../contract/shapes.gen.ts'
import type { Mode } from './palette.ts'

/** A picture of a style, named by its content so that browsers may keep it for ever. */
export interface Picture {
  readonly hash: string
  readonly type: string
  readonly bytes: Uint8Array
}

const types: Readonly<Record<AssetExtensionType, string>> = {
  ICO: 'image/x-icon',
  JPEG: 'image/jpeg',
  PNG: 'image/png',
  SVG: 'image/svg+xml',
  WEBP: 'image/webp',
}

export function listPictures(assets: readonly AssetType[]): readonly Picture[] {
  return assets.map(toPicture).filter((picture) => picture !== undefined)
}

/** The picture for a place in one mode: made for it, for both, or, better than none, for the other. */
export function findPicture(
  assets: readonly AssetType[],
  category: AssetCategoryType,
  mode: Mode,
  resourceId?: string,
): Picture | undefined {
  const made = assets.filter(
    ({ Category, ResourceId }) => Category === category && (resourceId === undefined || ResourceId === resourceId),
  )
  const wanted =
    mode === 'lightMode' ? (['LIGHT', 'DYNAMIC', 'DARK'] as const) : (['DARK', 'DYNAMIC', 'LIGHT'] as const)
  const best = wanted.map((colorMode) => made.find(({ ColorMode }) => ColorMode === colorMode)).find((found) => found)
  return best && toPicture(best)
}

function toPicture({ Bytes: bytes, Extension }: AssetType): Picture | undefined {
  if (bytes === undefined || bytes.byteLength === 0) return undefined
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 16)
  return { hash, type: types[Extension], bytes }
}
