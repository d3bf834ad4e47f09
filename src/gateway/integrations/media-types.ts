import { findHeader, type HeaderList } from '../../http/header-list.ts'

/** Whether a REST API treats the type as binary: `image/png`, `image/*`, or the catch-all. */
export function isBinaryMediaType(types: readonly string[], contentType: string): boolean {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type === '') return types.includes('*/*')
  return types.some((pattern) => {
    const wanted = pattern.toLowerCase()
    return wanted === '*/*' || wanted === type || (wanted.endsWith('/*') && type.startsWith(wanted.slice(0, -1)))
  })
}

/** The first type of `Accept`: the only one that REST APIs look at. */
export function firstAcceptedType(headers: HeaderList): string {
  return findHeader(headers, 'accept')?.split(',', 1)[0] ?? ''
}

/** Whether an HTTP API hands a body to a function as text; anything else travels in base64. */
export function isTextMediaType(contentType: string): boolean {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return /^text\/|^application\/(?:json|xml|javascript)$|\+(?:json|xml)$/.test(type)
}
