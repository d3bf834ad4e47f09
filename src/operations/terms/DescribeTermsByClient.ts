import { renderTerms } from '../../domain/branding/terms-rendering.ts'
import { requireOwnAppClient } from '../../flows/app-clients/require-own-app-client.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DescribeTermsByClient = operation(
  'DescribeTermsByClient',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { pool, client } = await requireOwnAppClient(ports, refuse, input.UserPoolId, input.ClientId)
    const terms = await ports.storage.terms.findByClient(pool.id, client.id, input.TermsName)
    if (!terms) {
      const text = `Terms ${input.TermsName} does not exist for client ${client.id}.`
      throw refuse('ResourceNotFoundException', text)
    }
    return { Terms: renderTerms(terms) }
  },
)
