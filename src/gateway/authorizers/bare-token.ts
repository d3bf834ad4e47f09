/** The token of a header, whether or not `Bearer` is before it. Undefined where there is none. */
export function bareToken(value: string): string | undefined {
  // As nearly all write it.
  if (value.startsWith('Bearer ') && value.charCodeAt(7) > 0x20 && !value.endsWith(' ')) return value.slice(7)
  const token = value.trim().replace(/^bearer +/i, '')
  return token === '' ? undefined : token
}
