import { refuseNode, type TemplateNode } from './template-node.ts'

/** Those of requests. */
export const requestVariables: ReadonlySet<string> = new Set([
  'accountId',
  'apiId',
  'customDomain.basePathMatched',
  'domainName',
  'domainPrefix',
  'extendedRequestId',
  'httpMethod',
  'identity.accessKey',
  'identity.accountId',
  'identity.caller',
  'identity.clientCert.clientCertPem',
  'identity.clientCert.subjectDN',
  'identity.clientCert.issuerDN',
  'identity.clientCert.serialNumber',
  'identity.clientCert.validity.notBefore',
  'identity.clientCert.validity.notAfter',
  'identity.sourceIp',
  'identity.user',
  'identity.userAgent',
  'identity.userArn',
  'isCanaryRequest',
  'path',
  'protocol',
  'requestId',
  'requestTime',
  'requestTimeEpoch',
  'resourceId',
  'resourcePath',
  'routeKey',
  'stage',
])
const AUTHORIZER = /^authorizer\.(?:claims\.)?[^.[\]]+$/

/** Refuses a variable that this gateway never fills: AWS would send an empty string, and a backend might trust it. */
export function contextVariableName(
  node: TemplateNode,
  name: string,
  known: ReadonlySet<string> = requestVariables,
): string {
  const plain = name.replace(/^(authorizer(?:\.claims)?)\['([^'\]]+)'\]$/, '$1.$2')
  if (known.has(plain) || (AUTHORIZER.test(plain) && plain !== 'authorizer.claims')) return plain
  throw refuseNode(node, `reads the context variable ${name}, which is not supported`)
}
