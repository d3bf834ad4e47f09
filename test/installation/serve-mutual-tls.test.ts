import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { Agent, request } from 'undici'
import { physicalIdOf } from '../../src/template/identifiers.ts'
import { listen } from '../gateway/gateway-under-test.ts'
import { makeCertificate } from '../gateway/certificates/test-certificates.ts'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { ask, toThisMachine } from './ask.ts'
import { runSallyport, type Program } from './program.ts'
import { migrate, prepareProduction, type Production } from './serve-secure.ts'

const newFolder = temporaryFolders()
const hasOpenssl = spawnSync('openssl', ['version']).status === 0
const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/notes'
const restHost = 'rest.notes.example'
const httpHost = 'http.notes.example'

const template = (backendUrl: string) => `
Resources:
  Rest:
    Type: AWS::ApiGateway::RestApi
    Properties:
      DisableExecuteApiEndpoint: true
      Body:
        openapi: 3.0.1
        paths:
          /who:
            get:
              responses: { '200': { description: ok } }
              x-amazon-apigateway-integration:
                type: mock
                requestTemplates: { application/json: '{"statusCode": 200}' }
                responses:
                  default:
                    statusCode: '200'
                    responseTemplates: { application/json: '$context.identity.clientCert.subjectDN' }
  RestStage: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Rest, StageName: v1 } }
  RestDomain:
    Type: AWS::ApiGateway::DomainName
    Properties:
      DomainName: ${restHost}
      RegionalCertificateArn: ${certificateArn}
      MutualTlsAuthentication: { TruststoreUri: trust.pem }
  RestMapping:
    Type: AWS::ApiGateway::BasePathMapping
    Properties: { DomainName: !Ref RestDomain, RestApiId: !Ref Rest, Stage: !Ref RestStage }
  Http:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: http, ProtocolType: HTTP, Target: ${backendUrl}, RouteKey: GET /who }
  HttpDomain:
    Type: AWS::ApiGatewayV2::DomainName
    Properties:
      DomainName: ${httpHost}
      DomainNameConfigurations: [{ CertificateArn: ${certificateArn}, EndpointType: REGIONAL }]
      MutualTlsAuthentication: { TruststoreUri: s3://trust/other.pem }
  HttpMapping:
    Type: AWS::ApiGatewayV2::ApiMapping
    Properties: { DomainName: !Ref HttpDomain, ApiId: !Ref Http, Stage: $default }
`

const settings = `[ca]
default_ca = own
[own]
database = index.txt
serial = serial
new_certs_dir = .
certificate = ca.crt
private_key = ca.key
default_md = sha256
default_days = 30
default_crl_days = 30
unique_subject = no
policy = any
x509_extensions = client
[any]
commonName = supplied
[client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
[req]
distinguished_name = any
`

interface Client {
  readonly cert: string
  readonly key: string
}

/** An authority of OpenSSL, in a folder of its own. */
function openAuthority(folder: string, digest = 'sha256') {
  mkdirSync(folder)
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' })
  writeFileSync(join(folder, 'ca.cnf'), settings)
  writeFileSync(join(folder, 'index.txt'), '')
  writeFileSync(join(folder, 'serial'), '1000\n')
  const root = ['-x509', '-nodes', '-newkey', 'rsa:2048', '-days', '30', `-${digest}`, '-subj', '/CN=Clients']
  openssl('req', ...root, '-keyout', 'ca.key', '-out', 'ca.crt')
  return {
    certFile: join(folder, 'ca.crt'),
    /** What it signs for a client. */
    issue(name: string, ...more: readonly string[]): Client {
      const asking = ['-nodes', '-newkey', 'rsa:2048', '-subj', `/CN=${name}`, '-config', 'ca.cnf']
      openssl('req', '-new', ...asking, '-keyout', `${name}.key`, '-out', `${name}.csr`)
      openssl('ca', '-batch', '-notext', '-config', 'ca.cnf', ...more, '-in', `${name}.csr`, '-out', `${name}.crt`)
      const read = (end: string) => readFileSync(join(folder, `${name}.${end}`), 'utf8')
      return { cert: read('crt'), key: read('key') }
    },
    revoke(name: string): string {
      openssl('ca', '-config', 'ca.cnf', '-revoke', `${name}.crt`)
      return openssl('ca', '-config', 'ca.cnf', '-gencrl').toString()
    },
  }
}

describe('mutual TLS under serve', { skip: !hasOpenssl && 'no OpenSSL on this machine' }, () => {
  let production: Production
  let program: Program
  let folder: string
  const server = makeCertificate({ name: 'notes', usage: 'server', names: [restHost, httpHost] })
  const backend = createServer((_, response) => response.end('from the backend'))
  const pki = newFolder()
  const clients = openAuthority(join(pki, 'clients'))
  const others = openAuthority(join(pki, 'others'))
  const ada = clients.issue('ada')

  before(async () => {
    production = await prepareProduction(newFolder())
    await migrate(production)
    folder = production.folder
    const file = join(folder, 'template.yaml')
    writeFileSync(file, template(`http://127.0.0.1:${await listen(backend)}`))
    copyFileSync(clients.certFile, join(folder, 'trust.pem'))
    copyFileSync(clients.certFile, join(folder, 'other.pem'))
    writeFileSync(join(folder, 'notes.crt'), server.certificate)
    writeFileSync(join(folder, 'notes.key'), server.key, { mode: 0o600 })
    const pair = `${certificateArn}=${join(folder, 'notes.crt')},${join(folder, 'notes.key')}`
    const domains = [
      '--domain-certificates',
      pair,
      '--truststores',
      `s3://trust/other.pem=${join(folder, 'other.pem')}`,
    ]
    program = runSallyport(['serve', '--json', ...production.flags, '--gateway-template', file, ...domains])
    assert.equal(JSON.parse(await program.firstLine).event, 'ready')
  })
  after(async () => {
    await program[Symbol.asyncDispose]()
    backend.closeAllConnections()
    backend.close()
  })

  /** Status and body, or `closed` where the handshake ends. */
  async function who(host: string, client?: Client): Promise<readonly [number, string] | 'closed'> {
    const dispatcher = new Agent({ connect: { ca: server.certificate, lookup: toThisMachine, ...client } })
    try {
      const { statusCode, body } = await request(`https://${host}:${production.port}/who`, { dispatcher })
      return [statusCode, await body.text()]
    } catch {
      return 'closed'
    } finally {
      await dispatcher.destroy()
    }
  }

  test('1.21 a certificate of the truststore opens the domain, under the certificate of its ARN', async () => {
    assert.deepEqual(await who(restHost, ada), [200, 'CN=ada'])
    assert.deepEqual(await who(httpHost, ada), [200, 'from the backend'])
  })

  const attacks: Readonly<Record<string, () => Client | undefined>> = {
    'no certificate': () => undefined,
    'one of another authority': () => others.issue('eve'),
    'one that is over': () => clients.issue('old', '-startdate', '20200101000000Z', '-enddate', '20210101000000Z'),
    'one that is signed with SHA-1': () => clients.issue('weak', '-md', 'sha1'),
  }
  for (const [what, made] of Object.entries(attacks)) {
    test(`1.21 nobody comes in with ${what}`, async () => {
      const client = made()
      assert.deepEqual([await who(restHost, client), await who(httpHost, client)], ['closed', 'closed'])
    })
  }

  test('1.21 whether a certificate was revoked is not looked at', async () => {
    const bob = clients.issue('bob')
    appendFileSync(join(folder, 'trust.pem'), clients.revoke('bob'))
    assert.deepEqual(await who(restHost, bob), [200, 'CN=bob'])
  })

  test('1.21 the default endpoint that is disabled is 403', async () => {
    const deployment = { region: 'us-east-1', accountId: '123456789012', stackName: 'gateway' }
    const at = async (logicalId: string, type: string, stage: string) => {
      const id = physicalIdOf({ logicalId, type, properties: {} }, deployment)
      const { status } = await ask(`${production.publicUrl}/_api/${id}/${stage}/who`, { caFile: production.certFile })
      return status
    }
    assert.deepEqual(
      [await at('Rest', 'AWS::ApiGateway::RestApi', 'v1'), await at('Http', 'AWS::ApiGatewayV2::Api', '$default')],
      [403, 200],
    )
  })

  test('1.21 a truststore with a weak signature is refused, and the last good one stays', async () => {
    const weak = openAuthority(join(pki, 'weak'), 'sha1')
    copyFileSync(weak.certFile, join(folder, 'trust.pem'))
    await program.until(() => program.stderr().includes('weak signature in certificate 1 (sha1WithRSAEncryption)'))
    assert.deepEqual(await who(restHost, ada), [200, 'CN=ada'])
  })

  test('1.21 another truststore counts from the next connection on', async () => {
    const eve = others.issue('eve2')
    copyFileSync(others.certFile, join(folder, 'trust.pem'))
    await program.until(async () => (await who(restHost, eve)) !== 'closed')
    assert.equal(await who(restHost, ada), 'closed')
    assert.deepEqual(await who(httpHost, ada), [200, 'from the backend'])
  })
})
