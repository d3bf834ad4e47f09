import { renderRiskConfiguration, riskSettingsFrom } from '../../domain/risk/risk-configuration-rendering.ts'
import { riskSettingsFault } from '../../domain/risk/risk-settings-fault.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { requireRiskScope } from './require-risk-scope.ts'

export const SetRiskConfiguration = operation(
  'SetRiskConfiguration',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const scope = await requireRiskScope(ports, refuse, input)
    const settings = riskSettingsFrom(input)
    const fault = riskSettingsFault(settings)
    if (fault !== undefined) throw refuse('InvalidParameterException', fault)
    const configuration = { ...scope, settings, updatedAt: ports.clock.now() }
    const result = await ports.storage.commit([{ write: 'putRiskConfiguration', configuration }])
    // Pool or client went meanwhile: what is to be refused is what a second look finds.
    if (!result.committed) await requireRiskScope(ports, refuse, input)
    return { RiskConfiguration: renderRiskConfiguration(scope, configuration) }
  },
)
