import { openCertificateFiles } from '../../adapters/system/certificate-files.ts'
import type { DomainCertificate } from '../../config/settings/domain-pairs.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import type { GatewayDefinition } from '../../gateway/definition/gateway.ts'
import type { Certificates } from '../../ports/certificates.ts'
import type { Log } from '../../ports/log.ts'
import type { MutualTlsNames } from '../../server/listening/tls-server.ts'

export interface DomainCertificatesOptions {
  readonly gateway: Pick<Gateway, 'domainSecurity'>
  readonly pairs: readonly DomainCertificate[]
  /** For every other name. */
  readonly fallback: Certificates
  /** Monotonic milliseconds. */
  readonly elapsed?: () => number
  readonly log: Log
}

/** Custom domains show the certificate that the settings have for their ARN, all others that of the listener. */
export async function domainCertificates({
  gateway,
  pairs,
  fallback,
  elapsed,
  log,
}: DomainCertificatesOptions): Promise<Certificates> {
  const opened = await Promise.all(
    pairs.map(
      async ({ arn, ...files }) =>
        [arn, await openCertificateFiles({ ...files, log, ...(elapsed && { elapsed }) })] as const,
    ),
  )
  const byArn = new Map(opened)
  return {
    async forServerName(name) {
      const arn = gateway.domainSecurity(name.toLowerCase())?.certificateArn
      const own = arn === undefined ? undefined : byArn.get(arn)
      return (own ?? fallback).forServerName(name)
    },
  }
}

/** Says at start which domains show the certificate of the listener, whatever ARN they name. */
export function noteUnknownCertificates(
  { domains }: GatewayDefinition,
  pairs: readonly DomainCertificate[],
  log: Pick<Log, 'info'>,
): void {
  for (const { certificateArn, name } of domains) {
    if (certificateArn === undefined || pairs.some(({ arn }) => arn === certificateArn)) continue
    log.info({ domain: name, certificateArn }, "no certificate of its own in the settings: the listener's is shown")
  }
}

/** Which names ask clients for certificates, as the gateway knows at the moment. */
export function mutualTlsOf(gateway: Pick<Gateway, 'domainSecurity' | 'hasTruststores'>): MutualTlsNames {
  return {
    truststoreOf: (name) => gateway.domainSecurity(name)?.truststore,
    isNeeded: gateway.hasTruststores,
  }
}
