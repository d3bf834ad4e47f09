import nodemailer from 'nodemailer'
import { isEmailAddress } from '../../domain/users/contact.ts'
import type { Mail } from '../../domain/messages/message.ts'
import { parseMailbox, type Mailbox } from '../../domain/messages/mailbox.ts'
import type { MailSender } from '../../ports/message-sender.ts'
import { smtpFailure } from './smtp-failure.ts'

export interface SmtpOptions {
  readonly host: string
  readonly port: number
  /** `tls` from the first byte, `starttls` before anything else or not at all, `none` within this machine only. */
  readonly security: 'tls' | 'starttls' | 'none'
  readonly credentials: { readonly user: string; readonly password: string } | undefined
  /** PEM: what the server's certificate may be signed by, in place of the well-known authorities. */
  readonly certificateAuthorities: string | undefined
  /** Whom mail comes from where a pool does not say. */
  readonly from: Mailbox
  /** The envelope's sender, to whom bounces go; else the address that the mail comes from. */
  readonly bounceAddress: string | undefined
  /** How this node greets. */
  readonly clientName: string
  readonly mostConnections?: number
  readonly timeouts?: SmtpTimeouts
}

/** Milliseconds. `whole` is below the minute that the port allows. */
export interface SmtpTimeouts {
  readonly connect: number
  readonly silence: number
  readonly whole: number
}

const usualTimeouts: SmtpTimeouts = { connect: 10_000, silence: 20_000, whole: 50_000 }

/**
 * Sends mail by SMTP over connections that are kept. Every value of a mail is handed over as what it is, so that no
 * address can be two and no name can be a header; the library ends header values at line breaks besides.
 */
export function createSmtpMailSender(options: SmtpOptions): MailSender & AsyncDisposable {
  const { host, port, security, credentials, certificateAuthorities, clientName, mostConnections = 10 } = options
  const { connect, silence, whole } = options.timeouts ?? usualTimeouts
  const transport = nodemailer.createTransport({
    pool: true,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    name: clientName,
    ...(credentials && { auth: { user: credentials.user, pass: credentials.password } }),
    tls: { ...(certificateAuthorities !== undefined && { ca: certificateAuthorities }) },
    maxConnections: mostConnections,
    // Whether a mail whose connection ended has been taken is not known here: the outbox decides about another try.
    maxRequeues: 0,
    connectionTimeout: connect,
    greetingTimeout: silence,
    socketTimeout: silence,
    dnsTimeout: connect,
    disableFileAccess: true,
    disableUrlAccess: true,
  })

  return {
    async sendMail(mail) {
      const from = mail.from === undefined ? options.from : parseMailbox(mail.from)
      if (!from) return refused("the pool's From is not an address")
      if (!isEmailAddress(mail.to)) return refused('the recipient is not an address')
      const replyTo = mail.replyTo === undefined ? undefined : parseMailbox(mail.replyTo)
      if (mail.replyTo !== undefined && !replyTo) return refused("the pool's ReplyToEmailAddress is not an address")
      const { signal, stop } = timeLimit(whole)
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: mail.to },
          ...(replyTo && { replyTo }),
          envelope: { from: options.bounceAddress ?? from.address, to: [mail.to] },
          subject: mail.subject,
          text: mail.text,
          ...(mail.html !== undefined && { html: mail.html }),
          date: mail.createdAt,
          // The same at every try: a mail that comes twice can be known as one.
          messageId: `<${mail.id}@${from.address.slice(from.address.indexOf('@') + 1)}>`,
          headers: headersOf(mail, host),
          xMailer: false,
          signal,
        })
        return { kind: 'sent' }
      } catch (error) {
        return smtpFailure(error)
      } finally {
        stop()
      }
    },
    async [Symbol.asyncDispose]() {
      transport.close()
    },
  }
}

function headersOf({ configurationSet }: Mail, host: string): Record<string, string> {
  const isSes = /^email-smtp\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(host)
  return {
    // RFC 3834: no vacation notice answers this, so no two programs can answer each other for ever.
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    ...(isSes && configurationSet !== undefined && { 'X-SES-CONFIGURATION-SET': configurationSet }),
  }
}

/** A timer of its own, since that of `AbortSignal.timeout` does not keep a process alive that is closing. */
function timeLimit(milliseconds: number): { readonly signal: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), milliseconds)
  return { signal: controller.signal, stop: () => clearTimeout(timer) }
}

function refused(reason: string) {
  return { kind: 'failed', reason, permanent: true } as const
}
