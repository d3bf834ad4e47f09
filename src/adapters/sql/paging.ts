import type { Page, PageRequest } from '../../ports/storage/page.ts'
import type { SqlValue } from './statement.ts'

type Position = readonly (string | number)[]

/** Takes rows that were read one beyond the limit; the cursor is the place of the last row on the page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  { limit }: PageRequest,
  { item, position }: { readonly item: (row: Row) => Item; readonly position: (row: Row) => Position },
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return { items: shown.map(item), next: hasMore ? toCursor(position(last)) : undefined }
}

export function emptyPage<Item>(): Page<Item> {
  return { items: [], next: undefined }
}

/**
 * The place behind which a page starts, one value per column of `shape`; undefined for a cursor that this listing did
 * not give out, and `shape` itself, which sorts before everything, for the first page.
 */
export function positionAfter<Shape extends Readonly<Record<string, SqlValue>>>(
  { after }: PageRequest,
  shape: Shape,
): Shape | undefined {
  if (after === undefined) return shape
  const values = fromCursor(after)
  const names = Object.keys(shape)
  if (values === undefined || values.length !== names.length) return undefined
  const isAlike = names.every((name, index) => isLike(shape[name], values[index]))
  if (!isAlike) return undefined
  return Object.assign({ ...shape }, Object.fromEntries(names.map((name, index) => [name, values[index]])))
}

function isLike(model: unknown, value: unknown): boolean {
  if (typeof model === 'number') return Number.isSafeInteger(value)
  return typeof value === 'string' && !value.includes('\0')
}

function toCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

function fromCursor(cursor: string): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}
