import type { AwsIdentity } from '../../definition/aws-action.ts'
import { refuseNode, type TemplateNode } from '../template-node.ts'
import { endpointAt, type AwsPlaces } from './aws-places.ts'

const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/
/** API Gateway's way to ask for the caller's own credentials. */
const CALLER = /^arn:aws[a-z-]*:iam::\*:user\/\*$/

/** As whom a service is called. As at AWS, that must be said. */
export function serviceIdentity(
  node: TemplateNode,
  { credentials, written }: { readonly credentials: TemplateNode | undefined; readonly written: string },
  places: AwsPlaces,
): AwsIdentity {
  if (credentials === undefined)
    throw refuseNode(node, `calls a service of AWS; write ${written}, the ARN of a role, as AWS asks for`)
  const arn = String(credentials.value)
  const isRole = ROLE.test(arn)
  if (!isRole && !CALLER.test(arn)) {
    throw refuseNode(credentials, 'must be the ARN of a role, or arn:aws:iam::*:user/* for the caller’s own')
  }
  if (places.roles === 'own') return { kind: 'process' }
  if (!isRole) return { kind: 'caller' }
  endpointAt(credentials, 'STS', places)
  return { kind: 'role', arn }
}
