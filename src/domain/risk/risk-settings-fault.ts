import type { AccountTakeoverRiskConfigurationType, NotifyEmailType } from '../../contract/shapes.gen.ts'
import { parseMailbox } from '../messages/mailbox.ts'
import type { RiskSettings } from './risk-configuration.ts'
import { isIpRange } from './ip-range.ts'

/** What is wrong with a risk configuration. Unknown: how Cognito words it. */
export function riskSettingsFault(settings: RiskSettings): string | undefined {
  const { AccountTakeoverRiskConfiguration: takeover, RiskExceptionConfiguration: exceptions } = settings
  return (
    (takeover && takeoverFault(takeover)) ?? rangesFault(exceptions?.BlockedIPRangeList, exceptions?.SkippedIPRangeList)
  )
}

function takeoverFault({
  Actions,
  NotifyConfiguration: notify,
}: AccountTakeoverRiskConfigurationType): string | undefined {
  const isNotifying = [Actions.LowAction, Actions.MediumAction, Actions.HighAction].some((action) => action?.Notify)
  if (isNotifying && notify === undefined) {
    return 'NotifyConfiguration is required when Notify is set for an account takeover action.'
  }
  for (const member of ['From', 'ReplyTo'] as const) {
    const address = notify?.[member]
    if (address !== undefined && !parseMailbox(address)) return `Invalid ${member} in NotifyConfiguration: ${address}`
  }
  const mails = [notify?.BlockEmail, notify?.NoActionEmail, notify?.MfaEmail]
  return mails.some((mail) => mail !== undefined && !hasBody(mail))
    ? 'A notification email must have HtmlBody or TextBody.'
    : undefined
}

function hasBody({ HtmlBody, TextBody }: NotifyEmailType): boolean {
  return Boolean(HtmlBody) || Boolean(TextBody)
}

function rangesFault(...lists: readonly (readonly string[] | undefined)[]): string | undefined {
  const wrong = lists.flatMap((list) => list ?? []).find((range) => !isIpRange(range))
  return wrong === undefined ? undefined : `Invalid IP range: ${wrong}`
}
