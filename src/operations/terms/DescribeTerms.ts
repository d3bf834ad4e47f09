import { renderTerms } from '../../domain/branding/terms-rendering.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { requireTerms } from './require-terms.ts'

export const DescribeTerms = operation('DescribeTerms', async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => ({
  Terms: renderTerms(await requireTerms(ports, refuse, input)),
}))
