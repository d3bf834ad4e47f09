import { rowsOf as rows, type Elsewhere, type Row as ContractRow } from '../../contract/row.ts'
import type { OAuthDomain } from '../oauth-domain.ts'

/** Shown here, over a pool of its own. */
type Here = (domain: OAuthDomain) => Promise<void>

/** One statement about the endpoints of a pool's domain, and what shows that it holds. */
export type Row = ContractRow<Here>
export type Shown = Elsewhere | Here
export const rowsOf = rows<Here>
