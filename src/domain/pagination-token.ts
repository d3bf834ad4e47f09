/** An opaque token for the next page. It works only where it was given out: same operation, same pool. */
export function paginationToken(scope: string, cursor: string | undefined): string | undefined {
  return cursor === undefined ? undefined : Buffer.from(JSON.stringify([scope, cursor])).toString('base64')
}

/** The cursor inside, or undefined for a token that this scope did not give out. */
export function paginationCursor(scope: string, token: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, 'base64').toString('utf8'))
    if (!Array.isArray(parsed) || parsed.length !== 2 || parsed[0] !== scope) return undefined
    return typeof parsed[1] === 'string' ? parsed[1] : undefined
  } catch {
    return undefined
  }
}
