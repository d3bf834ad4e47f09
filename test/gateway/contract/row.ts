import type { ApiExtraName } from '../../../src/gateway/definition/api-extras.ts'
import { rowsOf as rows, type Elsewhere, type Row as ContractRow } from '../../contract/row.ts'

/** Shown by a gateway that the row starts. */
type Test = () => Promise<void> | void

type Here =
  | Test
  /** Nobody knows how it is at AWS: a tag of the API chooses, and the test shows both ways. */
  | { readonly chosenBy: ApiExtraName; readonly test: Test }
  /** What is missing; the registry prints these, and there must be none. */
  | { readonly owed: string }

/** One statement about API Gateway, and what shows that it holds. */
export type Row = ContractRow<Here>
export type Shown = Elsewhere | Here
export const rowsOf = rows<Here>

/** Rows that are all shown here. */
export function shownHere(tests: Readonly<Record<string, Exclude<Shown, { file: string }>>>): readonly Row[] {
  return rows<Here>('', tests)
}
