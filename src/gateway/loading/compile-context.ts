import type { ApiExtras } from '../definition/api-extras.ts'
import type { AwsPlaces } from './aws/aws-places.ts'
import type { FindPrivateOrigins } from './vpc-links.ts'
import { refuseNode, text, type TemplateNode } from './template-node.ts'

/** Of the stage that a declaration is compiled for. */
export interface VariablesContext {
  readonly stageVariables: Readonly<Record<string, string>>
}

/** What differs between the stages that one declaration is compiled for, and between installations. */
export interface CompileContext extends VariablesContext {
  readonly region: string
  readonly resolveIssuer: ResolveIssuer
  readonly findPrivateOrigins: FindPrivateOrigins
  /** Of the stage. */
  readonly extras: ApiExtras
  readonly awsPlaces: AwsPlaces
}

/**
 * Turns an issuer as a template spells it (`https://cognito-idp.{region}.amazonaws.com/{poolId}`) into the `iss` that
 * tokens really carry here; yields any other issuer unchanged.
 */
export type ResolveIssuer = (issuer: string) => string

const STAGE_VARIABLE = /\$\{stageVariables\.([^}]*)\}/g

/** The text with `${stageVariables.x}` filled in; a variable that the stage lacks is refused, never left empty. */
export function substitutedText(node: TemplateNode, context: VariablesContext): string {
  return text(node).replaceAll(STAGE_VARIABLE, (_, name: string) => {
    const value = Object.hasOwn(context.stageVariables, name) ? context.stageVariables[name] : undefined
    if (value === undefined)
      throw refuseNode(
        node,
        `names the stage variable ${name}, which the stage does not set; add it to the variables of the stage`,
      )
    return value
  })
}
