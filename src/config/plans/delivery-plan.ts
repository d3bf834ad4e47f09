import type { DeliverySettings } from '../settings/delivery-settings.ts'
import { isSafeEndpoint, isThisMachine } from './safe-endpoint.ts'

/** How an installation sends; undefined where it does not. */
export interface DeliveryPlan {
  readonly mail: MailPlan | undefined
  readonly sms: SmsPlan | undefined
}

export type MailPlan = MailIdentity & (SmtpPlan | ({ readonly kind: 'ses' } & AwsServicePlan))

export type SmsPlan =
  | { readonly kind: 'http'; readonly providerFile: string }
  | ({ readonly kind: 'sns' } & AwsServicePlan)

interface MailIdentity {
  readonly from: string
  readonly bounceAddress: string | undefined
}

interface SmtpPlan {
  readonly kind: 'smtp'
  readonly host: string
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'none'
  readonly login: { readonly user: string; readonly passwordFile: string } | undefined
  readonly caFile: string | undefined
}

/** Where a service of AWS is. */
export interface AwsServicePlan {
  readonly region: string
  readonly endpoint: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** What settings and AWS's own variables say about sending, or what is wrong with it. */
export function planDelivery(
  settings: DeliverySettings,
  environment: Environment,
): { readonly plan: DeliveryPlan; readonly problems: readonly string[] } {
  const problems: string[] = []
  const plan = { mail: planMail(settings, environment, problems), sms: planSms(settings, environment, problems) }
  return { plan, problems }
}

function planMail(settings: DeliverySettings, environment: Environment, problems: string[]): MailPlan | undefined {
  const { smtpUrl, smtpPasswordFile, smtpCaFile, sesRegion, mailFrom, mailBounceAddress: bounceAddress } = settings
  if (smtpUrl && sesRegion) problems.push('--smtp-url and --ses-region are two ways of one mail: set one of them.')
  if (!smtpUrl && (smtpPasswordFile || smtpCaFile)) problems.push('--smtp-url is missing, which the mail server is.')
  if ((smtpUrl || sesRegion) && !mailFrom) problems.push('--mail-from is missing: mail must come from somebody.')
  if (!smtpUrl && !sesRegion && (mailFrom || bounceAddress)) {
    problems.push('--smtp-url or --ses-region is missing: nothing would send the mail.')
  }
  const from = mailFrom ?? ''
  if (sesRegion) {
    const service = planAwsService(sesRegion, environment, problems, {
      flag: '--ses-region',
      variables: ['AWS_ENDPOINT_URL_SESV2', 'AWS_ENDPOINT_URL_SES', 'AWS_ENDPOINT_URL'],
      host: 'email',
    })
    return { kind: 'ses', ...service, from, bounceAddress }
  }
  if (!smtpUrl) return undefined
  const { host, port, isTls, user } = smtpUrl
  if ((user === undefined) !== (smtpPasswordFile === undefined)) {
    problems.push('A user in --smtp-url and --smtp-password-file belong together.')
  }
  const plain = isThisMachine(host) && smtpCaFile === undefined ? 'none' : 'starttls'
  const login = user === undefined ? undefined : { user, passwordFile: smtpPasswordFile ?? '' }
  const security = isTls ? 'tls' : plain
  return { kind: 'smtp', host, port, security, login, caFile: smtpCaFile, from, bounceAddress }
}

function planSms(
  { smsProviderFile, snsRegion }: DeliverySettings,
  environment: Environment,
  problems: string[],
): SmsPlan | undefined {
  if (smsProviderFile && snsRegion) {
    problems.push('--sms-provider-file and --sns-region are two ways of one SMS: set one of them.')
  }
  if (smsProviderFile) return { kind: 'http', providerFile: smsProviderFile }
  if (!snsRegion) return undefined
  const service = planAwsService(snsRegion, environment, problems, {
    flag: '--sns-region',
    variables: ['AWS_ENDPOINT_URL_SNS', 'AWS_ENDPOINT_URL'],
    host: 'sns',
  })
  return { kind: 'sns', ...service }
}

interface AwsServiceNames {
  readonly flag: string
  /** Where another endpoint may be named, as SDKs read it. */
  readonly variables: readonly string[]
  readonly host: string
}

function planAwsService(
  region: string,
  environment: Environment,
  problems: string[],
  { flag, variables, host }: AwsServiceNames,
): AwsServicePlan {
  const variable = variables.find((name) => environment[name])
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const endpoint = (variable && environment[variable]) || `https://${host}.${region}.${suffix}`
  if (!isSafeEndpoint(endpoint)) problems.push(`${variable ?? flag} must be an https:// URL.`)
  return { region, endpoint }
}
