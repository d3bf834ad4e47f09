import type { RouteDeclaration } from '../route-declaration.ts'
import { member, optionalText, refuseNode, type TemplateNode } from '../template-node.ts'

/** `AuthorizationType: AWS_IAM`, or a security scheme with the authtype `awsSigv4`: no authorizer and no scopes. */
export const iamAuthorization: RouteDeclaration['authorization'] = () => ({
  kind: 'authorizer',
  scopes: [],
  authorizer: { kind: 'iam' },
})

export const openToAll: RouteDeclaration['authorization'] = () => ({ kind: 'none' })

/** Whether `x-amazon-apigateway-auth` of an operation asks for signatures. */
export function asksForSignature(operation: TemplateNode): boolean {
  const auth = member(operation, 'x-amazon-apigateway-auth')
  const type = auth === undefined ? undefined : optionalText(auth, 'type')?.toUpperCase()
  if (auth === undefined || type === 'NONE') return false
  if (type !== 'AWS_IAM') throw refuseNode(auth, 'must have the type AWS_IAM or NONE')
  return true
}

export function isSignatureScheme(scheme: TemplateNode | undefined): boolean {
  if (scheme === undefined || member(scheme, 'x-amazon-apigateway-authorizer') !== undefined) return false
  return optionalText(scheme, 'x-amazon-apigateway-authtype')?.toLowerCase() === 'awssigv4'
}

export function refuseBesideSignature(
  node: TemplateNode,
  written: { readonly authorizer: TemplateNode | undefined; readonly scopes: readonly string[] },
) {
  if (written.authorizer === undefined && written.scopes.length === 0) return
  throw refuseNode(
    node,
    'asks for signatures (AWS_IAM), so its authorizer and scopes would be ignored; write one of them',
  )
}
