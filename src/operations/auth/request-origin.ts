import type { ContextDataType, UserContextDataType } from '../../contract/shapes.gen.ts'
import type { AppClient } from '../../domain/app-client.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'

/** Where a person is, as the server that signs them in says: it holds credentials, and the caller is only itself. */
export function originOfAdminRequest(request: RequestFacts, context: ContextDataType | undefined): RequestFacts {
  return { ...request, sourceIp: context?.IpAddress ?? request.sourceIp }
}

/** The same for a public operation: only a confidential client that was allowed to is believed. */
export function originOfPublicRequest(
  request: RequestFacts,
  client: AppClient,
  context: UserContextDataType | undefined,
): RequestFacts {
  const isTrusted = client.secrets.length > 0 && client.configuration.EnablePropagateAdditionalUserContextData === true
  return { ...request, sourceIp: (isTrusted ? context?.IpAddress : undefined) ?? request.sourceIp }
}
