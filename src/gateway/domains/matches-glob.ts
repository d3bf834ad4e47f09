/** `x`, `*x`, `x*`, `*x*` or `*`, as values of headers are compared by routing rules. */
export function matchesGlob(glob: string, value: string): boolean {
  const isOpenAtStart = glob.startsWith('*')
  const isOpenAtEnd = glob.length > 1 && glob.endsWith('*')
  const text = glob.slice(isOpenAtStart ? 1 : 0, isOpenAtEnd ? -1 : undefined)
  if (isOpenAtStart && isOpenAtEnd) return value.includes(text)
  if (isOpenAtStart) return value.endsWith(text)
  return isOpenAtEnd ? value.startsWith(text) : value === text
}
