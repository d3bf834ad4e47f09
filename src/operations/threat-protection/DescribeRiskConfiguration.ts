import { renderRiskConfiguration } from '../../domain/risk/risk-configuration-rendering.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { requireRiskScope } from './require-risk-scope.ts'

export const DescribeRiskConfiguration = operation(
  'DescribeRiskConfiguration',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const scope = await requireRiskScope(ports, refuse, input)
    const { riskConfigurations } = await ports.storage.threatProtection.findSettings(scope.poolId)
    const stored = riskConfigurations.find(({ clientId }) => clientId === scope.clientId)
    return { RiskConfiguration: renderRiskConfiguration(scope, stored) }
  },
)
