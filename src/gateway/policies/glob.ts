/** A pattern with `*` for any text and `?` for any one character, cut at its stars. */
export interface Glob {
  readonly pieces: readonly string[]
}

export function parseGlob(pattern: string): Glob {
  return { pieces: pattern.split(/\*+/) }
}

/** Each piece is taken where it first fits: with `*` and `?` alone that finds every match and never goes back. */
export function matchesGlob({ pieces }: Glob, text: string): boolean {
  const [head = '', ...others] = pieces
  if (others.length === 0) return text.length === head.length && fitsAt(head, text, 0)
  const tail = others.at(-1) ?? ''
  if (text.length < head.length + tail.length || !fitsAt(head, text, 0)) return false
  const end = text.length - tail.length
  if (!fitsAt(tail, text, end)) return false
  let from = head.length
  for (const piece of others.slice(0, -1)) {
    const at = findPiece(piece, text, from)
    if (at === -1 || at + piece.length > end) return false
    from = at + piece.length
  }
  return true
}

function findPiece(piece: string, text: string, from: number): number {
  if (!piece.includes('?')) return text.indexOf(piece, from)
  for (let at = from; at + piece.length <= text.length; at += 1) {
    if (fitsAt(piece, text, at)) return at
  }
  return -1
}

function fitsAt(piece: string, text: string, at: number): boolean {
  if (!piece.includes('?')) return text.startsWith(piece, at)
  for (let index = 0; index < piece.length; index += 1) {
    if (piece[index] !== '?' && piece[index] !== text[at + index]) return false
  }
  return true
}
