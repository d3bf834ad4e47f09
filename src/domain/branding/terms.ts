import type { TermsType } from '../../contract/shapes.gen.ts'

/** Terms of use or a privacy policy that a client's sign-up page links to. */
export interface Terms {
  readonly poolId: string
  readonly id: string
  readonly clientId: string
  readonly name: string
  readonly source: TermsType['TermsSource']
  readonly enforcement: TermsType['Enforcement']
  /** By language: `cognito:default`, `cognito:french` … */
  readonly links: Readonly<Record<string, string>>
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly version: number
}
