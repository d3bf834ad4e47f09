import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Certificates, KeyedCertificate } from '../../ports/certificates.ts'
import type { Log } from '../../ports/log.ts'
import { versionOfFiles } from './file-versions.ts'

export interface CertificateFileOptions {
  readonly certificateFile: string
  readonly keyFile: string
  readonly log: Log
  /** How long a pair is used before the files are looked at again. */
  readonly checkSeconds?: number
  /** Monotonic milliseconds. */
  readonly elapsed?: () => number
}

/**
 * One certificate for every name, from files that are read again when they change. A pair that does not fit together
 * or cannot be read is refused at start; later it is logged and the last good one stays in use.
 */
export async function openCertificateFiles({
  certificateFile,
  keyFile,
  log,
  checkSeconds = 10,
  elapsed = () => performance.now(),
}: CertificateFileOptions): Promise<Certificates> {
  let current = await readPair(certificateFile, keyFile)
  let version = await versionOfFiles(certificateFile, keyFile)
  let checkedAt = elapsed()
  let checking: Promise<void> | undefined

  return {
    async forServerName() {
      if (elapsed() - checkedAt >= checkSeconds * 1000) checking ??= check()
      await checking
      return current
    },
  }

  async function check(): Promise<void> {
    try {
      const found = await versionOfFiles(certificateFile, keyFile)
      if (found === version) return
      current = await readPair(certificateFile, keyFile)
      version = found
      log.info({ certificateFile }, 'TLS certificate read again')
    } catch (error) {
      log.error({ error, certificateFile }, 'TLS certificate cannot be read again; the last good one stays in use')
    } finally {
      checkedAt = elapsed()
      checking = undefined
    }
  }
}

async function readPair(certificateFile: string, keyFile: string): Promise<KeyedCertificate> {
  const [certificate, privateKey] = await Promise.all([
    readPem(certificateFile, 'certificate'),
    readPem(keyFile, 'key of the certificate'),
  ])
  if (!new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey))) {
    throw new Error(`The key in ${keyFile} does not belong to the certificate in ${certificateFile}`)
  }
  return { privateKey, certificate }
}

async function readPem(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new Error(`The ${what} cannot be read from ${file}.`, { cause })
  }
}
