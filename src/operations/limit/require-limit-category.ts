import type { Refuse } from '../../contract/refusal.ts'
import type { LimitDefinitionType } from '../../contract/shapes.gen.ts'
import { limitRange, type LimitRange } from '../../domain/user-pools/provisioned-limit.ts'

/** The category that a definition names: its only attribute. */
export function requireLimitCategory(
  refuse: Refuse<'InvalidParameterException' | 'ResourceNotFoundException'>,
  { Attributes }: LimitDefinitionType,
): LimitRange & { readonly category: string } {
  const { Category: category, ...others } = Attributes
  if (category === undefined || Object.keys(others).length > 0) {
    throw refuse(
      'InvalidParameterException',
      'The attributes of an API_CATEGORY limit must be Category and nothing else.',
    )
  }
  const range = limitRange(category)
  if (range === undefined) throw refuse('ResourceNotFoundException', `There is no limit of the category ${category}.`)
  return { category, ...range }
}
