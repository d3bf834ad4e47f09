import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serverExtensions, signCertificate } from '../../src/crypto/certificates/x509.ts'
import { freePort } from '../free-port.ts'
import { runSallyport, type Program } from './program.ts'

export const publicHost = 'id.example.test'

/** What `serve` wants to be given, made for one test. */
export interface Production {
  readonly folder: string
  readonly port: number
  readonly publicUrl: string
  readonly keyFile: string
  readonly certFile: string
  /** Every flag that a secure node needs. */
  readonly flags: readonly string[]
  /** The flags without these and their values. */
  without(...names: readonly string[]): readonly string[]
}

export async function prepareProduction(folder: string): Promise<Production> {
  const port = await freePort()
  const publicUrl = `https://${publicHost}:${port}`
  const keyFile = join(folder, 'master.key')
  writeFileSync(keyFile, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 })
  const { certFile, tlsKeyFile } = writeCertificate(folder)
  const settings = new Map([
    ['--data-dir', join(folder, 'data')],
    ['--port', String(port)],
    ['--public-url', publicUrl],
    ['--key-file', keyFile],
    ['--tls-cert-file', certFile],
    ['--tls-key-file', tlsKeyFile],
    ['--drain-seconds', '0'],
  ])
  const without = (...names: readonly string[]): readonly string[] =>
    [...settings].filter(([name]) => !names.includes(name)).flat()
  return { folder, port, publicUrl, keyFile, certFile, flags: without(), without }
}

/** What `migrate` and `access-key` want of the same. */
export function storeFlags({ without }: Production): readonly string[] {
  return without('--port', '--public-url', '--tls-cert-file', '--tls-key-file', '--drain-seconds')
}

export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export async function makeAccessKey(production: Production, ...more: readonly string[]): Promise<AccessKey> {
  const { code, stdout, stderr } = await runSallyport(['access-key', 'ops', ...storeFlags(production), ...more]).ended
  assert.equal(code, 0, stderr)
  return JSON.parse(stdout)
}

export async function migrate(production: Production): Promise<void> {
  const { code, stderr } = await runSallyport(['migrate', ...storeFlags(production)]).ended
  assert.equal(code, 0, stderr)
}

/** A node that is ready. */
export async function serve(production: Production, flags = production.flags): Promise<Program> {
  const program = runSallyport(['serve', '--json', ...flags])
  const line = JSON.parse(await program.firstLine)
  assert.deepEqual(line, { event: 'ready', identityUrl: production.publicUrl, region: 'us-east-1' })
  return program
}

/** A certificate that signs itself, for the public host and the names beneath it. */
export function writeCertificate(folder: string, name = 'tls'): { certFile: string; tlsKeyFile: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const day = 24 * 60 * 60 * 1000
  const certificate = signCertificate(
    {
      serialNumber: Uint8Array.of(1),
      issuer: publicHost,
      subject: publicHost,
      notBefore: new Date(Date.now() - day),
      notAfter: new Date(Date.now() + day),
      publicKey,
      extensions: serverExtensions({
        key: publicKey,
        issuerKey: publicKey,
        names: [publicHost, `*.${publicHost}`, `*.auth.us-east-1.${publicHost}`],
        withLoopback: true,
      }),
    },
    privateKey,
  )
  const certFile = join(folder, `${name}.crt`)
  const tlsKeyFile = join(folder, `${name}.key`)
  writeFileSync(certFile, certificate)
  writeFileSync(tlsKeyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  return { certFile, tlsKeyFile }
}
