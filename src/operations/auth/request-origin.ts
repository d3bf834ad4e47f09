import type { ContextDataType, UserContextDataType } from '../../contract/shapes.gen.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { deviceFactsOf } from '../../domain/devices/device-fingerprint.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'

/** Where a person is, as the server that signs them in says: it holds credentials, and the caller is only itself. */
export function originOfAdminRequest(request: RequestFacts, context: ContextDataType | undefined): RequestFacts {
  if (context === undefined) return request
  const userAgent = context.HttpHeaders.find(({ headerName }) => headerName?.toLowerCase() === 'user-agent')
  return withDevice(
    { ...request, sourceIp: context.IpAddress, userAgent: userAgent?.headerValue ?? request.userAgent },
    context.EncodedData,
  )
}

/**
 * The same for a public operation. As to the address only a confidential client that was allowed to is believed; what
 * is said of the device is taken from anybody, for it makes nobody another.
 */
export function originOfPublicRequest(
  request: RequestFacts,
  client: AppClient,
  context: UserContextDataType | undefined,
): RequestFacts {
  const isTrusted = client.secrets.length > 0 && client.configuration.EnablePropagateAdditionalUserContextData === true
  const sourceIp = (isTrusted ? context?.IpAddress : undefined) ?? request.sourceIp
  return withDevice({ ...request, sourceIp }, context?.EncodedData)
}

function withDevice(request: RequestFacts, encodedData: string | undefined): RequestFacts {
  const device = deviceFactsOf(encodedData)
  return device === undefined ? request : { ...request, device }
}
