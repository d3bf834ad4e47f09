import { readFile } from 'node:fs/promises'
import { readSecretFile } from '../../adapters/system/secret-file.ts'
import type { AwsServicePlan, DeliveryPlan, MailPlan, SmsPlan } from '../../config/delivery-plan.ts'
import { parseMailbox, type Mailbox } from '../../domain/messages/mailbox.ts'
import { pauseWhenUnreachable } from '../../flows/messages/pause-when-unreachable.ts'
import type { Clock } from '../../ports/clock.ts'
import type { MailSender, SmsSender } from '../../ports/message-sender.ts'

export interface Carriers extends AsyncDisposable {
  readonly mail: MailSender | undefined
  readonly sms: SmsSender | undefined
}

export interface CarrierOptions {
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
  const smsSender = sms && (await openSms(sms, clock))
  const all = opened.move()
  return {
    mail: mailSender && { sendMail: pauseWhenUnreachable((each) => mailSender.sendMail(each), clock) },
    sms: smsSender && { sendSms: pauseWhenUnreachable((each) => smsSender.sendSms(each), clock) },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

async function openMail(
  plan: MailPlan,
  { clock, clientName }: CarrierOptions,
): Promise<MailSender | (MailSender & AsyncDisposable)> {
  const { bounceAddress } = plan
  const from = requireMailbox(plan.from)
  if (plan.kind === 'ses') {
    const { createSesMailSender } = await import('../../adapters/aws/ses-mail-sender.ts')
    return createSesMailSender({ ...awsService(plan, clock), from, bounceAddress })
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
    clientName,
  })
}

async function openSms(plan: SmsPlan, clock: Clock): Promise<SmsSender> {
  if (plan.kind === 'sns') {
    const { createSnsSmsSender } = await import('../../adapters/aws/sns-sms-sender.ts')
    return createSnsSmsSender(awsService(plan, clock))
  }
  const [{ createHttpSmsSender }, { parseSmsProvider }] = await Promise.all([
    import('../../adapters/sms/http-sms-sender.ts'),
    import('../../adapters/sms/sms-provider.ts'),
  ])
  return createHttpSmsSender(parseSmsProvider(await readSecretFile(plan.providerFile, 'file of the SMS provider')))
}

function awsService({ region, endpoint, accessKeyId, secretAccessKey, sessionToken }: AwsServicePlan, clock: Clock) {
  return { region, endpoint, credentials: { accessKeyId, secretAccessKey, sessionToken }, clock }
}

function requireMailbox(text: string): Mailbox {
  const mailbox = parseMailbox(text)
  if (!mailbox) throw new Error('--mail-from is not the address of one mailbox.')
  return mailbox
}
