import { readFileSync } from 'node:fs'
import { request as requestHttp, type IncomingHttpHeaders } from 'node:http'
import { request as requestHttps } from 'node:https'

export interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The certificate authority to trust, for https. */
  readonly caFile?: string
}

export interface Answered {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** One request to this machine, whatever the host name: the certificate must be good for it all the same. */
export function ask(url: string, { method = 'GET', headers = {}, body, caFile }: Asked = {}): Promise<Answered> {
  const { protocol } = new URL(url)
  const options = {
    method,
    headers,
    agent: false as const,
    // Node would take the name of the certificate from the Host header.
    ...(headers.host === undefined ? {} : { servername: new URL(url).hostname }),
    ...(caFile === undefined ? {} : { ca: readFileSync(caFile, 'utf8') }),
    lookup: toThisMachine,
  }
  return new Promise((resolve, reject) => {
    const request = (protocol === 'https:' ? requestHttps : requestHttp)(url, options, (response) => {
      response.toArray().then(
        (chunks) =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks as Buffer[]).toString('utf8'),
          }),
        reject,
      )
    })
    request.on('error', reject).end(body)
  })
}

/** Calls an operation of the wire API; `signature` stands for whoever signs. */
export async function operate(
  url: string,
  operation: string,
  input: object,
  { signature = developmentSignature, ...asked }: Asked & { readonly signature?: string | undefined } = {},
): Promise<{ readonly status: number; readonly output: Readonly<Record<string, any>> }> {
  const answer = await ask(url, {
    ...asked,
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      ...(signature === '' ? {} : { authorization: signature }),
      ...asked.headers,
    },
    body: JSON.stringify(input),
  })
  return { status: answer.status, output: answer.text === '' ? {} : JSON.parse(answer.text) }
}

export function signatureFor(region: string): string {
  return `AWS4-HMAC-SHA256 Credential=AKIA/20260101/${region}/cognito-idp/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`
}

const developmentSignature = signatureFor('us-east-1')

export function toThisMachine(
  _name: string,
  { all }: { all?: boolean },
  done: (error: null, address: any, family?: number) => void,
): void {
  if (all) done(null, [{ address: '127.0.0.1', family: 4 }])
  else done(null, '127.0.0.1', 4)
}
