import type { IntegrationDefinition } from '../definition/integration.ts'
import type { WebSocketIntegration } from '../definition/websocket-integration.ts'
import type { PrivateBackend } from '../definition/private-backend.ts'
import { originOf } from './http-proxy-target.ts'

/** The HTTP backends that an integration calls. */
export function upstreamNames(integration: IntegrationDefinition | WebSocketIntegration): readonly string[] {
  switch (integration.kind) {
    case 'http-proxy':
      return [nameOf(integration)]
    case 'mapped':
      return integration.endpoint.kind === 'http' ? [nameOf(integration.endpoint)] : []
    case 'function':
    case 'lambda-proxy':
      return []
  }
}

function nameOf({ behind, uri }: { readonly uri: string; readonly behind?: PrivateBackend | undefined }): string {
  return behind?.upstream ?? originOf(uri)
}
