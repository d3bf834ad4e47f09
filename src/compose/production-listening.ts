import { openCertificateFiles } from '../adapters/system/certificate-files.ts'
import type { Encryption } from '../config/encryption.ts'
import type { Log } from '../ports/log.ts'
import type { Listening } from '../server/listeners.ts'

export interface ProductionPlace {
  readonly host: string
  readonly port: number
  readonly tls: Encryption
}

/** TLS here, or plain HTTP behind the proxies that the operator named. */
export async function productionListening(
  { host, port, tls }: ProductionPlace,
  defaultName: string,
  log: Log,
): Promise<Listening> {
  if (tls === 'at-trusted-proxies') return { scheme: 'http', host, port }
  const certificates = await openCertificateFiles({ certificateFile: tls.certFile, keyFile: tls.keyFile, log })
  return { scheme: 'https', host, port, certificates, defaultName, log }
}
