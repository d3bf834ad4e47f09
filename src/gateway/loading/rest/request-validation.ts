import type { BodyValidator, RequestValidation, RequiredParameter } from '../../definition/request-validation.ts'
import { RegexRefused } from '../../linear-regex/regex-tree.ts'
import { mediaType } from '../../mapping/choose-template.ts'
import type { ModelSchemas } from '../../validation/model-schemas.ts'
import { refuseNode, type TemplateNode } from '../template-node.ts'

/** `validateRequestBody` and `validateRequestParameters` of a validator. */
export interface ValidatorSwitches {
  readonly body: boolean
  readonly parameters: boolean
}

/** The model of one media type: a schema, or a reference to one of the API's. */
export interface ModelOfType {
  readonly node: TemplateNode
  readonly mediaType: string
  readonly schema: unknown
}

export interface MethodRequest {
  readonly switches: ValidatorSwitches
  readonly required: readonly RequiredParameter[]
  readonly models: readonly ModelOfType[]
  readonly schemas: () => ModelSchemas
}

export function compileRequestValidation({
  switches,
  required,
  models,
  schemas,
}: MethodRequest): RequestValidation | undefined {
  const requiredParameters = switches.parameters ? required.toSorted(byPlaceAndName) : []
  const checked = switches.body ? models : []
  if (requiredParameters.length === 0 && checked.length === 0) return undefined
  const bodies = checked.map((model): readonly [string, BodyValidator] => [
    mediaType(model.mediaType) ?? model.mediaType,
    validatorOf(model, schemas),
  ])
  return { requiredParameters, bodies: new Map(bodies) }
}

/** The order of the names in the error. */
function byPlaceAndName(one: RequiredParameter, other: RequiredParameter): number {
  return `${one.in}.${one.name}` < `${other.in}.${other.name}` ? -1 : 1
}

export function validatorOf({ node, schema }: ModelOfType, schemas: () => ModelSchemas): BodyValidator {
  try {
    return schemas().validatorOf(schema)
  } catch (error) {
    if (error instanceof RegexRefused) throw refuseNode(node, `has a model with a pattern that ${error.message}`)
    const problem = error instanceof Error ? error.message : 'unknown'
    throw refuseNode(node, `has a model that is no JSON Schema of draft 4: ${problem}`)
  }
}
