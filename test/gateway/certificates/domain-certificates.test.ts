import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { connect, type TLSSocket } from 'node:tls'
import { openCertificateFiles } from '../../../src/adapters/system/certificate-files.ts'
import { domainCertificates, noteUnknownCertificates } from '../../../src/compose/hosts/domain-certificates.ts'
import { truststoreReader } from '../../../src/compose/templates/truststores.ts'
import { definitionFromTemplate } from '../../../src/gateway/loading/definition-from-template.ts'
import { openListeners } from '../../../src/server/listening/listeners.ts'
import { accountId, region, resource } from '../gateway-under-test.ts'
import { makeCertificate } from './test-certificates.ts'

const folder = await mkdtemp(join(tmpdir(), 'domain-certificates-'))
after(() => rm(folder, { recursive: true, force: true }))
const silent = () => {}
const log = { debug: silent, info: silent, warn: silent, error: silent }
const own = 'arn:aws:acm:eu-central-1:123456789012:certificate/own'
const unknown = 'arn:aws:acm:eu-central-1:123456789012:certificate/unknown'

async function files(name: string, subject: string) {
  const { certificate, key } = makeCertificate({ name: subject, usage: 'server', names: [subject] })
  const pair = { certificateFile: join(folder, `${name}.crt`), keyFile: join(folder, `${name}.key`) }
  await writeFile(pair.certificateFile, certificate)
  await writeFile(pair.keyFile, key)
  return pair
}

const domains = [
  resource('Own', 'AWS::ApiGateway::DomainName', { DomainName: 'own.example.com', RegionalCertificateArn: own }),
  resource('Edge', 'AWS::ApiGateway::DomainName', { DomainName: 'edge.example.com', CertificateArn: unknown }),
  resource('Wild', 'AWS::ApiGatewayV2::DomainName', {
    DomainName: '*.wild.example.com',
    DomainNameConfigurations: [{ CertificateArn: own, EndpointType: 'REGIONAL' }],
  }),
]
const definition = definitionFromTemplate(domains, { region, accountId })

describe('1.10 certificates of domains by their ARN', () => {
  test('each domain shows the one that the settings have, the rest that of the listener, renewed without a new start', async () => {
    const pair = await files('own', 'the own one')
    const listener = await files('listener', 'the listener')
    const byName = new Map(definition.domains.map((domain) => [domain.name, domain]))
    let elapsed = 0
    const certificates = await domainCertificates({
      gateway: { domainSecurity: (host) => byName.get(host) ?? byName.get(host.replace(/^[^.]+/, '*')) },
      pairs: [{ arn: own, ...pair }],
      fallback: await openCertificateFiles({ ...listener, log }),
      elapsed: () => elapsed,
      log,
    })
    const { port, servers } = await openListeners(
      { scheme: 'https', host: '127.0.0.1', port: 0, certificates, defaultName: 'localhost', log },
      (_, response) => void response.end('ok'),
    )
    const open = async (servername: string): Promise<TLSSocket> => {
      const socket = connect({ host: '127.0.0.1', port, servername, rejectUnauthorized: false })
      await once(socket, 'secureConnect')
      return socket
    }
    const shown = async (servername: string) => {
      const socket = await open(servername)
      const { subject } = socket.getPeerX509Certificate() ?? {}
      socket.destroy()
      return subject
    }
    assert.equal(await shown('own.example.com'), 'CN=the own one')
    assert.equal(await shown('OWN.example.com'), 'CN=the own one')
    assert.equal(await shown('a.wild.example.com'), 'CN=the own one')
    assert.equal(await shown('edge.example.com'), 'CN=the listener')
    assert.equal(await shown('else.example.com'), 'CN=the listener')

    const kept = await open('own.example.com')
    await files('own', 'the renewed one')
    elapsed = 60_000
    assert.equal(await shown('own.example.com'), 'CN=the renewed one')
    kept.write('GET / HTTP/1.1\r\nHost: own.example.com\r\nConnection: close\r\n\r\n')
    assert.match(String((await once(kept, 'data'))[0]), /^HTTP\/1.1 200/)
    for (const server of servers) server.close()
    kept.destroy()
  })

  test('an ARN that the settings do not know is noted at start', () => {
    const notes: object[] = []
    noteUnknownCertificates(definition, [{ arn: own, certificateFile: '', keyFile: '' }], {
      info: (fields) => void notes.push(fields),
    })
    assert.deepEqual(notes, [{ domain: 'edge.example.com', certificateArn: unknown }])
  })
})

describe('1.21 where truststores are', () => {
  const { certificate } = makeCertificate({ name: 'Authority', isAuthority: true })
  const read = truststoreReader(new Map([['s3://bucket/key', 'mapped.pem']]), (location) => {
    if (location === 'none.pem') throw Object.assign(new Error('no'), { code: 'ENOENT' })
    return `${location} ${new X509Certificate(certificate).subject}`
  })

  test('beside the template, or what a setting says of a bucket, else refused with what to write', () => {
    assert.deepEqual(read('trust.pem'), { pem: 'trust.pem CN=Authority' })
    assert.deepEqual(read('s3://bucket/key'), { pem: 'mapped.pem CN=Authority' })
    const advice = "is in a bucket; say which file it is: --truststores 's3://bucket/other=truststore.pem'"
    assert.equal(read('s3://bucket/other'), advice)
    assert.equal(read('none.pem'), 'names no file: none.pem')
  })
})
