import { openCertificateFiles } from '../../adapters/system/certificate-files.ts'
import type { DomainCertificate } from '../../config/settings/domain-pairs.ts'
import type { Encryption } from '../../config/plans/encryption.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import type { Log } from '../../ports/log.ts'
import type { Listening } from '../../server/listening/listeners.ts'
import { domainCertificates, mutualTlsOf } from '../hosts/domain-certificates.ts'

export interface ProductionPlace {
  readonly host: string
  readonly port: number
  readonly tls: Encryption
  readonly domainCertificates?: readonly DomainCertificate[] | undefined
}

export interface ProductionListeningOptions {
  readonly defaultName: string
  /** Whose custom domains are served here. */
  readonly gateway?: Pick<Gateway, 'domainSecurity' | 'hasTruststores'> | undefined
  readonly log: Log
}

/** TLS here, or plain HTTP behind the proxies that the operator named. */
export async function productionListening(
  { domainCertificates: pairs = [], host, port, tls }: ProductionPlace,
  { defaultName, gateway, log }: ProductionListeningOptions,
): Promise<Listening> {
  if (tls === 'at-trusted-proxies') return { scheme: 'http', host, port }
  const fallback = await openCertificateFiles({ certificateFile: tls.certFile, keyFile: tls.keyFile, log })
  const listening = { scheme: 'https', host, port, defaultName, log } as const
  if (gateway === undefined) return { ...listening, certificates: fallback }
  const certificates = await domainCertificates({ gateway, pairs, fallback, log })
  return { ...listening, certificates, mutualTls: mutualTlsOf(gateway) }
}
