import type { Exchange } from '../exchange/exchange.ts'
import { headerValues } from '../../http/header-list.ts'
import type { ConditionValues } from '../policies/condition.ts'

/** Whoever signed a request, as conditions may ask for it. */
export interface SignedCaller {
  readonly accountId: string
  readonly userArn: string
  readonly userId: string
  readonly userName: string
}

/** The condition keys that this gateway can answer; a policy that asks for another would never be met, or always. */
export const conditionKeys: ReadonlySet<string> = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principaltype',
  'aws:referer',
  'aws:securetransport',
  'aws:sourceip',
  'aws:useragent',
  'aws:userid',
  'aws:username',
])

/** What a request offers to the conditions of a policy. */
export function requestConditions(
  exchange: Pick<Exchange, 'client' | 'receivedAt' | 'request'>,
  caller: SignedCaller | undefined,
): ConditionValues {
  const { client, receivedAt, request } = exchange
  return (key) => {
    switch (key) {
      case 'aws:currenttime':
        return [receivedAt.toISOString()]
      case 'aws:epochtime':
        return [String(Math.floor(receivedAt.getTime() / 1000))]
      case 'aws:principalaccount':
        return caller === undefined ? [] : [caller.accountId]
      case 'aws:principalarn':
        return caller === undefined ? [] : [caller.userArn]
      case 'aws:principaltype':
        return [caller === undefined ? 'Anonymous' : 'User']
      case 'aws:referer':
        return headerValues(request.headers, 'referer').slice(-1)
      case 'aws:securetransport':
        return [String(client.scheme === 'https')]
      case 'aws:sourceip':
        return [client.sourceIp]
      case 'aws:useragent':
        return headerValues(request.headers, 'user-agent').slice(-1)
      case 'aws:userid':
        return caller === undefined ? [] : [caller.userId]
      case 'aws:username':
        return caller === undefined ? [] : [caller.userName]
      default:
        return []
    }
  }
}
