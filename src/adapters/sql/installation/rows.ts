import type { AccessKey } from '../../../domain/access-key.ts'
import type { LogoutNotice, OutboundMessage } from '../../../domain/messages/message.ts'
import type { ClaimedMessage, DeadMessage } from '../../../ports/storage/installation.ts'
import type { AccessKeyRow, MessageRow } from './tables.ts'
import { openText, sealText, type SealedPlace, type Sealer } from '../sealed.ts'
import { fromTime, fromTimeOrNull, toTime, toTimeOrNull } from '../stored-time.ts'

interface Body extends Omit<OutboundMessage, 'id' | 'poolId' | 'createdAt' | 'expiresAt'> {
  readonly expiresAt?: number
}

export function toMessageRow(sealer: Sealer, message: OutboundMessage): MessageRow {
  const { id, poolId, createdAt, expiresAt, ...rest } = message
  const body: Body = { ...rest, ...(expiresAt && { expiresAt: toTime(expiresAt) }) }
  return {
    id,
    pool_id: poolId,
    channel: message.channel,
    body: sealText(sealer, bodyPlace(poolId, id), JSON.stringify(body)),
    created_at: toTime(createdAt),
    due_at: toTime(createdAt),
    attempts: 0,
    failure: null,
  }
}

export function fromMessageRow(sealer: Sealer, row: MessageRow): ClaimedMessage {
  if (row.channel === 'LOGOUT') return { message: fromLogoutRow(row), attempts: row.attempts }
  const { channel, to, subject, text, html, from, replyTo, code, expiresAt, custom }: Body = JSON.parse(
    openText(sealer, bodyPlace(row.pool_id, row.id), row.body),
  )
  const message: OutboundMessage = {
    id: row.id,
    poolId: row.pool_id,
    channel,
    to,
    subject,
    text,
    html,
    ...(from !== undefined && { from }),
    ...(replyTo !== undefined && { replyTo }),
    code,
    createdAt: fromTime(row.created_at),
    ...(expiresAt !== undefined && { expiresAt: fromTime(expiresAt) }),
    ...(custom && { custom }),
  }
  return { message, attempts: row.attempts }
}

/** Written by the store itself, of what is no secret (sessions/announce-logouts.ts). */
function fromLogoutRow({ id, pool_id: poolId, body, created_at: at }: MessageRow): LogoutNotice {
  const named: Pick<LogoutNotice, 'clientId' | 'sub' | 'sid'> = JSON.parse(body)
  return { id, poolId, channel: 'LOGOUT', ...named, createdAt: fromTime(at) }
}

export function fromDeadMessageRow(sealer: Sealer, row: MessageRow): DeadMessage {
  const { reason }: { reason: string } = JSON.parse(row.failure ?? '{"reason":""}')
  return { ...fromMessageRow(sealer, row), reason }
}

export function toAccessKeyRow(sealer: Sealer, key: AccessKey): AccessKeyRow {
  return {
    access_key_id: key.accessKeyId,
    principal: key.principal,
    role: key.role,
    secret: sealText(sealer, secretPlace(key.accessKeyId), key.secretAccessKey),
    created_at: toTime(key.createdAt),
    disabled_at: toTimeOrNull(key.disabledAt),
  }
}

export function fromAccessKeyRow(sealer: Sealer, row: AccessKeyRow): AccessKey {
  return {
    accessKeyId: row.access_key_id,
    secretAccessKey: openText(sealer, secretPlace(row.access_key_id), row.secret),
    principal: row.principal,
    role: row.role,
    createdAt: fromTime(row.created_at),
    disabledAt: fromTimeOrNull(row.disabled_at),
  }
}

function bodyPlace(poolId: string, id: string): SealedPlace {
  return { table: 'messages', column: 'body', row: [poolId, id] }
}

function secretPlace(accessKeyId: string): SealedPlace {
  return { table: 'access_keys', column: 'secret', row: [accessKeyId] }
}
