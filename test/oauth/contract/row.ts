import type { OAuthDomain } from '../oauth-domain.ts'

/** One statement about the endpoints of a pool's domain, and what shows that it holds. */
export interface Row {
  readonly says: string
  readonly shown: Shown
}

export type Shown =
  /** By a test elsewhere, or by one of its cases. */
  | { readonly file: string; readonly test: string }
  /** Here, over a pool of its own. */
  | ((domain: OAuthDomain) => Promise<void>)
  /** It does not hold, and this is where people read so. */
  | { readonly differs: string }

/** Rows of a table: what each says, and the name of a test in `file`, or whatever else shows it. */
export function rowsOf(
  file: string,
  rows: Readonly<Record<string, string | Exclude<Shown, { file: string }>>>,
): readonly Row[] {
  return Object.entries(rows).map(([says, shown]) => ({
    says,
    shown: typeof shown === 'string' ? { file, test: shown } : shown,
  }))
}
