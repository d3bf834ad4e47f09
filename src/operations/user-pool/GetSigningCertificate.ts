import { requireSigningCertificate } from '../../flows/user-pools/require-signing-certificate.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const GetSigningCertificate = operation(
  'GetSigningCertificate',
  async ({ input, refuse }, ports: Pick<Ports, 'storage' | 'clock' | 'random'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const { certificate } = await requireSigningCertificate(ports, pool)
    return { Certificate: Buffer.from(certificate).toString('base64') }
  },
)
