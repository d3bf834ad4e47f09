import type { ThreatProtectionWrite } from '../../../ports/storage/threat-protection.ts'
import { toTime } from '../stored-time.ts'
import type { ClientRiskConfigurationRow, LogConfigurationRow, RiskConfigurationRow } from './tables.ts'

export type SqlThreatProtectionWrite =
  | { readonly write: 'putRiskConfiguration'; readonly row: RiskConfigurationRow | ClientRiskConfigurationRow }
  | { readonly write: 'putLogConfigurations'; readonly row: LogConfigurationRow }

export function prepareThreatProtectionWrite(write: ThreatProtectionWrite): SqlThreatProtectionWrite {
  switch (write.write) {
    case 'putRiskConfiguration': {
      const { poolId, clientId, settings, updatedAt } = write.configuration
      const row = { pool_id: poolId, settings: JSON.stringify(settings), updated_at: toTime(updatedAt) }
      return { write: write.write, row: clientId === undefined ? row : { ...row, client_id: clientId } }
    }
    case 'putLogConfigurations':
      return { write: write.write, row: { pool_id: write.poolId, settings: JSON.stringify(write.configurations) } }
  }
}
