import type { Document } from '../../contract/shapes.gen.ts'

/** `over` laid upon `beneath`: objects member by member, anything else as a whole. */
export function mergeDocuments(beneath: Document | undefined, over: Document | undefined): Document | undefined {
  if (over === undefined) return beneath
  if (!isTree(beneath) || !isTree(over)) return over
  const members = Object.entries(over).map(([name, value]): [string, Document] => [
    name,
    mergeDocuments(beneath[name], value) ?? value,
  ])
  return { ...beneath, ...Object.fromEntries(members) }
}

function isTree(value: Document | undefined): value is { readonly [member: string]: Document } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
