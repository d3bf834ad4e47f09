/** What the child may do to one thing. `of` tells which thing, `step` how far it got with it. */
export type Deed =
  | { readonly deed: 'create-user'; readonly of: string }
  | { readonly deed: 'delete-user'; readonly of: string }
  | { readonly deed: 'put-code'; readonly of: string }
  | { readonly deed: 'spend-code'; readonly of: string; readonly by: string }
  | { readonly deed: 'rotate'; readonly of: string; readonly step: number }
  | { readonly deed: 'update-user'; readonly of: string; readonly step: number }

export type Line =
  | { readonly said: 'trying' | 'confirmed'; readonly what: Deed }
  | { readonly said: 'ready'; readonly milliseconds: number }
  | { readonly said: 'fault'; readonly reason: string }

/** Everything that a child said before it ended; a last line that was cut off is nothing that it said. */
export interface History {
  readonly tried: readonly Deed[]
  readonly confirmed: readonly Deed[]
  readonly faults: readonly string[]
  readonly openedAfterMs: number | undefined
}

export function parseHistory(output: string): History {
  const lines = output
    .split('\n')
    .slice(0, -1)
    .map((text): Line => JSON.parse(text))
  return {
    tried: lines.flatMap((line) => (line.said === 'trying' ? [line.what] : [])),
    confirmed: lines.flatMap((line) => (line.said === 'confirmed' ? [line.what] : [])),
    faults: lines.flatMap((line) => (line.said === 'fault' ? [line.reason] : [])),
    openedAfterMs: lines.find((line) => line.said === 'ready')?.milliseconds,
  }
}
