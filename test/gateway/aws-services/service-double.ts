import { createServer } from 'node:http'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import type { AwsPlaces } from '../../../src/gateway/loading/aws/aws-places.ts'
import type { AwsAccessKey, AwsCredentials } from '../../../src/ports/aws-credentials.ts'
import { listen, now } from '../gateway-under-test.ts'

export const accessKey = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'a secret/+', sessionToken: 'a session' }

/** A process that has one key of its own, and may assume no role. */
export const awsCredentials: AwsCredentials = {
  find: async () => ({ kind: 'found', accessKey }),
  assume: async () => ({ kind: 'refused', reason: 'no role' }),
}

/** Services of AWS at one address, called as this process whatever role is named. */
export function calledAsProcess(endpointOf: AwsPlaces['endpointOf'] = () => undefined): AwsPlaces {
  return { onCall() {}, roles: 'own', endpointOf }
}

export interface ServiceCall {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly keyId: string
  /** Service and region of the credential scope. */
  readonly scope: string
  /** What AWS's own signer makes of the same request is what was sent. */
  readonly isGenuine: boolean
}

export interface ServiceDouble extends AsyncDisposable {
  readonly url: string
  readonly calls: ServiceCall[]
}

export interface ServiceAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Stands where a service of AWS would: it signs what it got once more, with the signer of AWS's SDK. */
export async function startService(
  answer: (call: ServiceCall) => ServiceAnswer = () => ({}),
  known: readonly AwsAccessKey[] = [accessKey],
): Promise<ServiceDouble> {
  const calls: ServiceCall[] = []
  const server = createServer((message, response) => {
    const chunks: Buffer[] = []
    message.on('data', (chunk: Buffer) => chunks.push(chunk))
    message.on('end', () => {
      void (async () => {
        const headers = Object.fromEntries(
          Object.entries(message.headers).map(([name, value]) => [name, String(value)] as const),
        )
        const request = { method: message.method ?? '', url: message.url ?? '', headers, body: Buffer.concat(chunks) }
        const verdict = await verify(request, known)
        const call = { ...request, body: request.body.toString(), ...verdict }
        calls.push(call)
        const {
          status = 200,
          headers: sent = { 'content-type': 'application/json' },
          body = '{"ok":true}',
        } = answer(call)
        response.writeHead(status, sent).end(body)
      })()
    })
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Received {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

async function verify(
  { method, url, headers, body }: Received,
  known: readonly AwsAccessKey[],
): Promise<Pick<ServiceCall, 'keyId' | 'scope' | 'isGenuine'>> {
  const sent = headers['authorization'] ?? ''
  const [, keyId = '', region = '', service = '', names = ''] =
    /Credential=(\w+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+)/.exec(sent) ?? []
  const key = known.find(({ accessKeyId }) => accessKeyId === keyId)
  if (key === undefined) return { keyId, scope: '', isGenuine: false }
  const { accessKeyId, secretAccessKey, sessionToken } = key
  const isS3 = service === 's3'
  const signer = new SignatureV4({
    service,
    region,
    sha256: Sha256,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    applyChecksum: isS3,
    uriEscapePath: !isS3,
  })
  const address = new URL(url, 'http://double')
  const query: Record<string, string[]> = {}
  for (const [name, value] of address.searchParams) query[name] = [...(query[name] ?? []), value]
  const kept = names.split(';').filter((name) => !['x-amz-date', 'x-amz-security-token'].includes(name))
  const signed = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: headers['host'] ?? '',
      path: address.pathname,
      query,
      headers: Object.fromEntries(kept.map((name) => [name, headers[name] ?? ''])),
      body,
    },
    { signingDate: now },
  )
  return { keyId, scope: `${service} ${region}`, isGenuine: signed.headers['authorization'] === sent }
}
