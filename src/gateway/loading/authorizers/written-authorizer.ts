import type { AuthorizerDefinition } from '../../definition/authorizer.ts'
import type { CompileContext } from '../compile-context.ts'
import { allowOnly, member, requireMember, type TemplateNode } from '../template-node.ts'
import type { AuthorizerSpelling } from './authorizer-spelling.ts'

/** What a route asks of its authorizer, and where it says so. */
export interface AskedScopes {
  readonly scopes: readonly string[]
  readonly scopesAt: TemplateNode
}

/** An authorizer as a template has it, however it is spelled, for one route that names it. */
export interface WrittenAuthorizer extends AskedScopes {
  readonly id: string
  readonly node: TemplateNode
  readonly spelling: AuthorizerSpelling
  /** The security scheme around it, which may say what it leaves out. */
  readonly scheme?: TemplateNode
}

/** Compiled once for each stage. */
export type CompileAuthorizer = (context: CompileContext) => AuthorizerDefinition

export type AuthorizerPart = Exclude<keyof AuthorizerSpelling, 'others'>

export function partOf({ node, spelling }: WrittenAuthorizer, part: AuthorizerPart): TemplateNode | undefined {
  return member(node, spelling[part])
}

export function requirePart({ node, spelling }: WrittenAuthorizer, part: AuthorizerPart): TemplateNode {
  return requireMember(node, spelling[part])
}

export function allowParts({ node, spelling }: WrittenAuthorizer, parts: readonly AuthorizerPart[]): void {
  allowOnly(node, [...spelling.others, ...parts.map((part) => spelling[part])])
}
