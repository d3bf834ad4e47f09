import type { IntegrationDefinition } from '../definition/integration.ts'

/** The HTTP backends that an integration calls. */
export function backendUris(integration: IntegrationDefinition): readonly string[] {
  switch (integration.kind) {
    case 'http-proxy':
      return [integration.uri]
    case 'mapped':
      return integration.endpoint.kind === 'http' ? [integration.endpoint.uri] : []
    case 'lambda-proxy':
      return []
  }
}
