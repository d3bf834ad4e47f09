import type { Encryption } from '../../config/plans/encryption.ts'
import type { TemplateReading } from './read-template.ts'

/** Who ends TLS sees the certificates of clients. */
export function refuseMutualTls({ gateway }: TemplateReading, tls: Encryption): void {
  const asking = gateway.domains.find(({ truststore }) => truststore !== undefined)
  if (asking === undefined || tls !== 'at-trusted-proxies') return
  throw new Error(
    `The domain ${asking.name} asks clients for certificates, which a proxy in front would keep: set --tls-cert-file and --tls-key-file, or take its MutualTlsAuthentication away.`,
  )
}
