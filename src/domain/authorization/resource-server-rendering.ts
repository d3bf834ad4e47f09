import type { CreateResourceServerRequest, ResourceServerType } from '../../contract/shapes.gen.ts'
import type { ResourceServer } from './resource-server.ts'

export function resourceServerFrom(
  poolId: string,
  input: Omit<CreateResourceServerRequest, 'UserPoolId'>,
): ResourceServer {
  return {
    poolId,
    identifier: input.Identifier,
    name: input.Name,
    scopes: (input.Scopes ?? []).map((scope) => ({ name: scope.ScopeName, description: scope.ScopeDescription })),
  }
}

export function renderResourceServer(server: ResourceServer): ResourceServerType {
  return {
    UserPoolId: server.poolId,
    Identifier: server.identifier,
    Name: server.name,
    Scopes: server.scopes.map((scope) => ({ ScopeName: scope.name, ScopeDescription: scope.description })),
  }
}
