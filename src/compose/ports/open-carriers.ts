import { readFile } from 'node:fs/promises'
import { readSecretFile } from '../../adapters/system/secret-file.ts'
import type { AwsServicePlan, DeliveryPlan, MailPlan, SmsPlan } from '../../config/plans/delivery-plan.ts'
import { parseMailbox, type Mailbox } from '../../domain/messages/mailbox.ts'
import { pauseWhenUnreachable } from '../../flows/messages/pause-when-unreachable.ts'
import type { Clock } from '../../ports/clock.ts'
import type { MailSender, SmsSender } from '../../ports/message-sender.ts'
import type { AwsService } from '../../adapters/aws/call-aws.ts'
import type { AwsCredentials } from '../../ports/aws-credentials.ts'
import { requireAwsCredentials } from './open-aws-credentials.ts'

export interface Carriers extends AsyncDisposable {
  readonly mail: MailSender | undefined
  readonly sms: SmsSender | undefined
}

export interface CarrierOptions {
  readonly awsCredentials: AwsCredentials
  readonly clock: Clock
  /** How mail servers are greeted. */
  readonly clientName: string
}

/** Opens what sends mail and SMS; each loads only what it needs. */
export async function openCarriers({ mail, sms }: DeliveryPlan, options: CarrierOptions): Promise<Carriers> {
  const { clock } = options
  await using opened = new AsyncDisposableStack()
  const mailSender = mail && (await openMail(mail, options))
  if (mailSender && Symbol.asyncDispose in mailSender) opened.use(mailSender)
  const smsSender = sms && (await openSms(sms, options))
  const all = opened.move()
  return {
    mail: mailSender && { sendMail: pauseWhenUnreachable((each) => mailSender.sendMail(each), clock) },
    sms: smsSender && { sendSms: pauseWhenUnreachable((each) => smsSender.sendSms(each), clock) },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

async function openMail(plan: MailPlan, options: CarrierOptions): Promise<MailSender | (MailSender & AsyncDisposable)> {
  const { bounceAddress } = plan
  const from = requireMailbox(plan.from)
  if (plan.kind === 'ses') {
    const { createSesMailSender } = await import('../../adapters/aws/ses-mail-sender.ts')
    const service = await awsService(plan, '--ses-region', options)
    return createSesMailSender({ ...service, from, bounceAddress })
  }
  const { host, port, security, login, caFile } = plan
  const { createSmtpMailSender } = await import('../../adapters/smtp/smtp-mail-sender.ts')
  return createSmtpMailSender({
    host,
    port,
    security,
    credentials: login && {
      user: login.user,
      password: (await readSecretFile(login.passwordFile, 'password file')).replace(/\r?\n$/, ''),
    },
    certificateAuthorities: caFile === undefined ? undefined : await readFile(caFile, 'utf8'),
    from,
    bounceAddress,
    clientName: options.clientName,
  })
}

async function openSms(plan: SmsPlan, options: CarrierOptions): Promise<SmsSender> {
  if (plan.kind === 'sns') {
    const { createSnsSmsSender } = await import('../../adapters/aws/sns-sms-sender.ts')
    return createSnsSmsSender(await awsService(plan, '--sns-region', options))
  }
  const [{ createHttpSmsSender }, { parseSmsProvider }] = await Promise.all([
    import('../../adapters/sms/http-sms-sender.ts'),
    import('../../adapters/sms/sms-provider.ts'),
  ])
  return createHttpSmsSender(parseSmsProvider(await readSecretFile(plan.providerFile, 'file of the SMS provider')))
}

async function awsService(
  { region, endpoint }: AwsServicePlan,
  flag: string,
  { awsCredentials, clock }: CarrierOptions,
): Promise<AwsService> {
  await requireAwsCredentials(awsCredentials, flag)
  return { region, endpoint, credentials: awsCredentials, clock }
}

function requireMailbox(text: string): Mailbox {
  const mailbox = parseMailbox(text)
  if (!mailbox) throw new Error('--mail-from is not the address of one mailbox.')
  return mailbox
}
