import type { IntegrationDefinition } from '../definition/integration.ts'
import type { MappedEndpoint } from '../definition/mapped-integration.ts'
import type { WebSocketIntegration } from '../definition/websocket-integration.ts'
import type { PrivateBackend } from '../definition/private-backend.ts'
import { originOf } from '../definition/endpoint-uri.ts'

/** The HTTP backends that an integration calls. */
export function upstreamNames(integration: IntegrationDefinition | WebSocketIntegration): readonly string[] {
  switch (integration.kind) {
    case 'http-proxy':
      return [nameOf(integration)]
    case 'service':
      return [integration.service.origin]
    case 'mapped':
      return endpointNames(integration.endpoint)
    case 'function':
    case 'lambda-proxy':
      return []
  }
}

function endpointNames(endpoint: MappedEndpoint): readonly string[] {
  switch (endpoint.kind) {
    case 'http':
      return [nameOf(endpoint)]
    case 'aws-service':
      return [endpoint.service.origin]
    case 'function':
    case 'mock':
      return []
  }
}

function nameOf({ behind, uri }: { readonly uri: string; readonly behind?: PrivateBackend | undefined }): string {
  return behind?.upstream ?? originOf(uri)
}
