/** The key is a password: enough of it to tell two apart. */
export function maskedKey(value: string): string {
  return `****${value.length > 8 ? value.slice(-4) : ''}`
}
