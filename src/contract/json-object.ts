/** True for what JSON calls an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Names that reach the prototype when an object is later merged or walked carelessly. No client needs them. */
export function isUnsafeName(name: string): boolean {
  return name === '__proto__' || name === 'constructor' || name === 'prototype'
}

/** Copies any JSON value into objects without a prototype, leaving unsafe members out. */
export function copyDocument(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyDocument)
  if (!isObject(value)) return value
  const copy: Record<string, unknown> = Object.create(null)
  for (const [name, member] of Object.entries(value)) {
    if (!isUnsafeName(name)) copy[name] = copyDocument(member)
  }
  return copy
}
