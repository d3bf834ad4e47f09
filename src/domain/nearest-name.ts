/** The candidate within two edits of `name`: what somebody who mistyped it meant. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const most = Math.min(2, Math.floor(name.length / 2))
  const scored = [...candidates]
    .filter((candidate) => Math.abs(candidate.length - name.length) <= most)
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
  const nearest = scored.toSorted((a, b) => a.distance - b.distance)[0]
  return nearest !== undefined && nearest.distance <= most ? nearest.candidate : undefined
}

/** `Did you mean "X"?` for the candidate within two edits of `name`, or what else to write. */
export function suggest(name: string, candidates: Iterable<string>, otherwise: string): string {
  const nearest = nearestName(name, candidates)
  return nearest === undefined ? otherwise : `Did you mean "${nearest}"?`
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1]
    for (const [column, other] of [...b].entries()) {
      const swap = (previous[column] ?? 0) + (letter === other ? 0 : 1)
      current.push(Math.min(swap, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1))
    }
    previous = current
  }
  return previous.at(-1) ?? 0
}
