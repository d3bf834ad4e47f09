import type { PrivateBackend } from '../definition/private-backend.ts'
import { privateUpstreamName } from '../integrations/upstream-name.ts'
import { substitutedText, type CompileContext } from './compile-context.ts'
import { isSafeOrigin } from './safe-origin.ts'
import { refuseNode, text, type TemplateNode } from './template-node.ts'

export interface PrivateIntegration {
  readonly connectionId: TemplateNode
  readonly target: TemplateNode | undefined
  /** What the backend must prove to be; undefined where plain HTTP will do. */
  readonly serverName: string | undefined
  readonly host: string | undefined
  readonly path: PrivateBackend['path']
}

/** Whether the integration goes through a VPC link. */
export function isPrivateConnection(connectionType: TemplateNode | undefined): boolean {
  if (connectionType === undefined || text(connectionType) === 'INTERNET') return false
  if (text(connectionType) === 'VPC_LINK') return true
  throw refuseNode(connectionType, 'must be INTERNET or VPC_LINK')
}

/** Where the installation says that the VPC link leads. One that it says nothing of is refused, never guessed. */
export function privateBackendOf(
  { connectionId, target, serverName, host, path }: PrivateIntegration,
  context: CompileContext,
): PrivateBackend {
  const link = substitutedText(connectionId, context)
  const { name, origins } = context.findPrivateOrigins({ link, target: target && substitutedText(target, context) })
  if (origins === undefined) {
    throw refuseNode(
      connectionId,
      `is the VPC link ${link}, of which nobody said where it leads; write --vpc-links ${name}=http://10.0.0.5:8080`,
    )
  }
  const open = origins.find((origin) => serverName !== undefined && !isSafeOrigin(origin))
  if (open !== undefined) {
    throw refuseNode(connectionId, `asks for TLS and leads to ${open}; write https:// in --vpc-links`)
  }
  return { upstream: privateUpstreamName({ origins, serverName }), host, path }
}

/** Cognito: the URI of a private integration names whom the request is for, and says no more of where that is. */
export function whoeverIsAt(uri: string): { readonly host: string; readonly serverName: string | undefined } {
  const { host, hostname, protocol } = new URL(uri)
  return { host, serverName: protocol === 'https:' ? hostname : undefined }
}
