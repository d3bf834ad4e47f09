/** TLS with these files, or plain HTTP to proxies that are named. */
export type Encryption = { readonly certFile: string; readonly keyFile: string } | 'at-trusted-proxies'

interface EncryptionSettings {
  readonly tlsCertFile?: string | undefined
  readonly tlsKeyFile?: string | undefined
  readonly trustedProxies?: readonly string[] | undefined
}

/** Why these settings would leave a connection unencrypted. */
export function encryptionProblems({ tlsCertFile, tlsKeyFile, trustedProxies }: EncryptionSettings): readonly string[] {
  const problems: string[] = []
  if (Boolean(tlsCertFile) !== Boolean(tlsKeyFile)) {
    problems.push('--tls-cert-file and --tls-key-file belong together.')
  }
  if (!tlsCertFile && !trustedProxies) {
    problems.push(
      'Nothing encrypts: set --tls-cert-file and --tls-key-file, or name the proxies that do in --trusted-proxies.',
    )
  }
  return problems
}

export function encryptionOf({ tlsCertFile, tlsKeyFile }: EncryptionSettings): Encryption {
  return tlsCertFile && tlsKeyFile ? { certFile: tlsCertFile, keyFile: tlsKeyFile } : 'at-trusted-proxies'
}
