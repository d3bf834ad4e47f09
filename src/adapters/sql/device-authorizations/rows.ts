import type { DeviceAuthorization, DeviceDecision } from '../../../domain/authorization/device-authorization.ts'
import { fromTime, fromTimeOrNull, toTime, toTimeOrNull } from '../stored-time.ts'
import type { DeviceAuthorizationRow } from './tables.ts'

type Details = Pick<DeviceAuthorization, 'clientId' | 'scopes' | 'acrValues'> & { readonly createdAt: number }
type Approval = Extract<DeviceDecision, { readonly kind: 'approved' }>
type ApprovalDetails = Pick<Approval, 'eventId' | 'amr' | 'vouchedLevel'> & { readonly authenticatedAt: number }
type DecisionColumns = Pick<DeviceAuthorizationRow, 'decision' | 'sub' | 'origin_session_id' | 'approval'>

export function toDeviceAuthorizationRow(authorization: DeviceAuthorization): DeviceAuthorizationRow {
  const { clientId, scopes, acrValues, createdAt } = authorization
  const details: Details = { clientId, scopes, acrValues, createdAt: toTime(createdAt) }
  return {
    pool_id: authorization.poolId,
    device_code_hash: authorization.deviceCodeHash,
    user_code_hash: authorization.userCodeHash,
    details: JSON.stringify(details),
    interval_seconds: authorization.intervalSeconds,
    polled_at: toTimeOrNull(authorization.polledAt),
    expires_at: toTime(authorization.expiresAt),
    ...toDecisionColumns(authorization.decision),
  }
}

export function fromDeviceAuthorizationRow(row: DeviceAuthorizationRow): DeviceAuthorization {
  const { createdAt, ...details }: Details = JSON.parse(row.details)
  return {
    poolId: row.pool_id,
    deviceCodeHash: row.device_code_hash,
    userCodeHash: row.user_code_hash,
    ...details,
    createdAt: fromTime(createdAt),
    expiresAt: fromTime(row.expires_at),
    intervalSeconds: row.interval_seconds,
    polledAt: fromTimeOrNull(row.polled_at),
    decision: fromDecisionColumns(row),
  }
}

export function toDecisionColumns(decision: DeviceDecision | undefined): DecisionColumns {
  if (decision?.kind !== 'approved')
    return { decision: decision?.kind ?? null, sub: null, origin_session_id: null, approval: null }
  const { sub, originSessionId, eventId, amr, vouchedLevel, authenticatedAt } = decision
  const details: ApprovalDetails = {
    eventId,
    amr,
    ...(vouchedLevel && { vouchedLevel }),
    authenticatedAt: toTime(authenticatedAt),
  }
  return { decision: 'approved', sub, origin_session_id: originSessionId ?? null, approval: JSON.stringify(details) }
}

function fromDecisionColumns(row: DecisionColumns): DeviceDecision | undefined {
  if (row.decision === null) return undefined
  if (row.decision === 'denied' || row.sub === null || row.approval === null) return { kind: 'denied' }
  const { authenticatedAt, ...details }: ApprovalDetails = JSON.parse(row.approval)
  return {
    kind: 'approved',
    sub: row.sub,
    ...details,
    authenticatedAt: fromTime(authenticatedAt),
    originSessionId: row.origin_session_id ?? undefined,
  }
}
