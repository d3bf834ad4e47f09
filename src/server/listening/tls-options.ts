import type { SecureContextOptions } from 'node:tls'
import { connectionLimits } from '../limits.ts'

// TLS 1.3, and of TLS 1.2 what has forward secrecy and authenticated encryption (contract COM-01).
export const tlsOptions = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ].join(':'),
  handshakeTimeout: connectionLimits.handshakeMilliseconds,
} as const satisfies SecureContextOptions & { handshakeTimeout: number }
