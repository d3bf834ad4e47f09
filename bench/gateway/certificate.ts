import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A certificate that vouches for itself, for whoever encrypts here, and its key: files, and both together in one. */
export interface Certificate {
  readonly certFile: string
  readonly keyFile: string
  readonly bothFile: string
}

export function makeCertificate(folder: string): Certificate {
  const inFolder = (name: string) => join(folder, name)
  const made = { certFile: inFolder('tls.crt'), keyFile: inFolder('tls.key'), bothFile: inFolder('tls.pem') }
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-keyout', made.keyFile]
  const names = ['-subj', '/CN=bench', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:gateway.example']
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, ...names, '-out', made.certFile], { stdio: 'pipe' })
  writeFileSync(made.bothFile, readFileSync(made.certFile, 'utf8') + readFileSync(made.keyFile, 'utf8'))
  return made
}
