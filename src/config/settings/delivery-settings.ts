import * as v from 'valibot'
import { emailAddress, mailbox, region, smtpServer, text } from './setting-forms.ts'
import type { SettingFacts } from './setting-facts.ts'

/** How `serve` sends mail and SMS. */
export const deliverySettings = {
  smtpUrl: v.pipe(
    v.optional(smtpServer),
    v.metadata({ value: '<url>', defaultText: 'no mail by SMTP' } satisfies SettingFacts),
    v.description(
      'Mail server: `smtp://user@mail.example.com:587`, with STARTTLS, or `smtps://…:465`. Only a server on this machine is spoken to without TLS.',
    ),
  ),
  smtpPasswordFile: v.pipe(
    v.optional(text),
    v.metadata({ value: '<file>', defaultText: 'none, required with a user' } satisfies SettingFacts),
    v.description("The mail server's password, in a file that only its owner can read."),
  ),
  smtpCaFile: v.pipe(
    v.optional(text),
    v.metadata({ value: '<file>', defaultText: 'the well-known authorities' } satisfies SettingFacts),
    v.description("PEM certificates that the mail server's certificate may be signed by."),
  ),
  sesRegion: v.pipe(
    v.optional(region),
    v.metadata({ value: '<region>', defaultText: 'no mail by SES' } satisfies SettingFacts),
    v.description(
      'Sends mail by the API of Amazon SES in this region, with the process’s credentials of AWS, found where AWS’s SDKs find them, at `AWS_ENDPOINT_URL_SESV2` where that is set.',
    ),
  ),
  mailFrom: v.pipe(
    v.optional(mailbox),
    v.metadata({ value: '<mailbox>', defaultText: 'none, required to send mail' } satisfies SettingFacts),
    v.description('`Example <no-reply@example.com>`: whom mail comes from where a pool does not say.'),
  ),
  mailBounceAddress: v.pipe(
    v.optional(emailAddress),
    v.metadata({ value: '<address>', defaultText: 'where the mail comes from' } satisfies SettingFacts),
    v.description('Where mail that cannot be delivered is returned to.'),
  ),
  smsProviderFile: v.pipe(
    v.optional(text),
    v.metadata({ value: '<file>', defaultText: 'no SMS by HTTP' } satisfies SettingFacts),
    v.description(
      'Sends SMS by the HTTP request that this file describes (see the guide); only its owner can read it.',
    ),
  ),
  snsRegion: v.pipe(
    v.optional(region),
    v.metadata({ value: '<region>', defaultText: 'no SMS by SNS' } satisfies SettingFacts),
    v.description('Sends SMS by Amazon SNS in this region, with the same credentials, at `AWS_ENDPOINT_URL_SNS`.'),
  ),
}

export type DeliverySettings = v.InferOutput<v.ObjectSchema<typeof deliverySettings, undefined>>
