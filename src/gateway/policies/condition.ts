/** One operator on one key: `{"StringLike": {"aws:UserAgent": ["a*", "b*"]}}`. */
export interface Condition {
  /** In lower case: keys are compared without regard to it. */
  readonly key: string
  /** How many of a key's values have to pass; `plain` is for keys that have one. */
  readonly quantifier: 'plain' | 'for-any-value' | 'for-all-values'
  /** `…IfExists`: a key that the request lacks passes. */
  readonly ifExists: boolean
  readonly test: ConditionTest
}

export type ConditionTest =
  | { readonly kind: 'presence'; readonly isAbsent: boolean }
  /** `isNegated` (`…NotEquals`): none of the policy's values may match, and a key that is absent passes. */
  | { readonly kind: 'values'; readonly isNegated: boolean; readonly matches: (value: string) => boolean }

/** The request's values for a key in lower case; empty where it has none. */
export type ConditionValues = (key: string) => readonly string[]

export function isConditionMet({ key, quantifier, ifExists, test }: Condition, valuesOf: ConditionValues): boolean {
  const values = valuesOf(key)
  if (test.kind === 'presence') return (values.length === 0) === test.isAbsent
  const passes = (value: string) => test.matches(value) !== test.isNegated
  if (values.length === 0) return ifExists || isMetByNothing(quantifier, test.isNegated)
  return quantifier === 'for-any-value' ? values.some(passes) : values.every(passes)
}

/** IAM user guide, "Multivalued context keys": no value is all values, and not one. */
function isMetByNothing(quantifier: Condition['quantifier'], isNegated: boolean): boolean {
  switch (quantifier) {
    case 'for-all-values':
      return true
    case 'for-any-value':
      return false
    case 'plain':
      return isNegated
  }
}
