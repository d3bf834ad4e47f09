import assert from 'node:assert/strict'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { headersFromRecord } from '../../src/http/headers.ts'
import type { HttpRequest } from '../../src/http/message.ts'

export const now = new Date('2026-09-21T12:00:00Z')
export const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'

export interface Signing {
  readonly accessKeyId?: string
  readonly secretAccessKey?: string
  readonly sessionToken?: string
  readonly service?: string
  readonly region?: string
  readonly signingDate?: Date
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly unsignable?: readonly string[]
}

/** A request as the AWS SDK for JavaScript signs it. */
export async function signed(signing: Signing = {}): Promise<HttpRequest> {
  const {
    accessKeyId = 'AKIDEXAMPLE',
    service = 'cognito-idp',
    region = 'us-east-1',
    signingDate = now,
    body = '{}',
  } = signing
  const credentials = {
    accessKeyId,
    secretAccessKey: signing.secretAccessKey ?? secretAccessKey,
    sessionToken: signing.sessionToken,
  }
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 })
  const headers = {
    host: 'cognito-idp.us-east-1.amazonaws.com',
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AWSCognitoIdentityProviderService.AdminGetUser',
    ...signing.headers,
  }
  const request = { method: 'POST', protocol: 'https:', hostname: headers.host, path: '/', headers, body }
  const result = await signer.sign(request, { signingDate, unsignableHeaders: new Set(signing.unsignable) })
  return {
    method: 'POST',
    url: '/',
    headers: headersFromRecord(result.headers),
    body: Buffer.from(body),
    sourceIp: '192.0.2.1',
  }
}

export function withHeader(request: HttpRequest, name: string, ...values: string[]): HttpRequest {
  const headers = new Map(request.headers)
  if (values.length === 0) headers.delete(name)
  else headers.set(name, values)
  return { ...request, headers }
}

export function edited(request: HttpRequest, name: string, edit: (value: string) => string): HttpRequest {
  return withHeader(request, name, edit(request.headers.get(name)?.[0] ?? assert.fail(`no ${name}`)))
}
