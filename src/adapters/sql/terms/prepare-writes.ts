import type { TermsWrite } from '../../../ports/storage/terms.ts'
import { toTermsRow } from './rows.ts'
import type { TermsRow } from './tables.ts'

export type SqlTermsWrite =
  | { readonly write: 'createTerms' | 'updateTerms'; readonly row: TermsRow }
  | Extract<TermsWrite, { readonly write: 'deleteTerms' }>

export function prepareTermsWrite(write: TermsWrite): SqlTermsWrite {
  switch (write.write) {
    case 'createTerms':
    case 'updateTerms':
      return { write: write.write, row: toTermsRow(write.terms) }
    case 'deleteTerms':
      return write
  }
}
