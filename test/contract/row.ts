/** One statement of a contract, and what shows that it holds: something elsewhere, or what the table itself can show. */
export interface Row<Here> {
  readonly says: string
  readonly shown: Elsewhere | Here
}

export type Elsewhere =
  /** By a test, or by one of its cases. */
  | { readonly file: string; readonly test: string }
  /** It does not hold, and this is where people read so. */
  | { readonly differs: string }

/** Rows of a table: what each says, and the name of a test in `file`, or whatever else shows it. */
export function rowsOf<Here>(
  file: string,
  rows: Readonly<Record<string, string | Here | Extract<Elsewhere, { differs: string }>>>,
): readonly Row<Here>[] {
  return Object.entries(rows).map(([says, shown]) => ({
    says,
    shown: typeof shown === 'string' ? { file, test: shown } : shown,
  }))
}
