import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { messagesIn } from '../../messages/languages.ts'
import { lookUpLanguage } from '../../messages/negotiation.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { codeMessage, invitationMessage, isConfirmedByLink, type CodeMessage } from './message-templates.ts'
import { mailText } from './message-text.ts'

const values = { code: '123456', username: 'alice' }

describe('default words', () => {
  const pool = buildUserPool()
  const subject = 'Your verification code'
  const mails: Readonly<Record<CodeMessage, [subject: string, text: string]>> = {
    'sign-up': [subject, 'Your confirmation code is 123456'],
    'forgot-password': [subject, 'Your confirmation code is 123456'],
    'verify-attribute': [subject, 'Your verification code is 123456'],
    authentication: ['Your authentication code', 'Your authentication code is 123456.'],
  }
  for (const [message, [title, text]] of Object.entries(mails)) {
    test(`${message} by mail`, () => {
      assert.deepEqual(codeMessage(pool, { message: message as CodeMessage, attribute: 'email', values }), {
        subject: title,
        text,
        html: text,
      })
    })

    test(`${message} by SMS`, () => {
      assert.deepEqual(codeMessage(pool, { message: message as CodeMessage, attribute: 'phone_number', values }), {
        subject: undefined,
        text,
        html: undefined,
      })
    })
  }

  test('an invitation', () => {
    const text = 'Your username is alice and temporary password is 123456.'
    assert.deepEqual(invitationMessage(pool, { attribute: 'email', values }), {
      subject: 'Your temporary password',
      text,
      html: text,
    })
    assert.deepEqual(invitationMessage(pool, { attribute: 'phone_number', values }), {
      subject: undefined,
      text,
      html: undefined,
    })
  })

  test('a link', () => {
    const link = 'https://login.example.com/confirmUser?a=1&b=2'
    assert.deepEqual(codeMessage(pool, { message: 'sign-up', attribute: 'email', values: { ...values, link } }), {
      subject: 'Your verification link',
      text: `Please click the link below to verify your email address. Verify Email: ${link}`,
      html:
        'Please click the link below to verify your email address. ' +
        '<a href="https://login.example.com/confirmUser?a=1&amp;b=2">Verify Email</a>',
    })
  })
})

describe("the pool's own words", () => {
  test('the template of verification goes before the older settings', () => {
    const older = {
      EmailVerificationMessage: 'old {####}',
      EmailVerificationSubject: 'old',
      SmsVerificationMessage: 'old sms {####}',
    }
    const request = { message: 'sign-up', attribute: 'email', values } as const
    const sms = { ...request, attribute: 'phone_number' } as const
    const before = buildUserPool({ configuration: older })
    assert.deepEqual(codeMessage(before, request), { subject: 'old', text: 'old 123456', html: 'old 123456' })
    assert.equal(codeMessage(before, sms).text, 'old sms 123456')

    const VerificationMessageTemplate = {
      EmailMessage: 'new {####}',
      EmailSubject: 'new',
      SmsMessage: 'new sms {####}',
    }
    const after = buildUserPool({ configuration: { ...older, VerificationMessageTemplate } })
    assert.deepEqual(codeMessage(after, request), { subject: 'new', text: 'new 123456', html: 'new 123456' })
    assert.equal(codeMessage(after, sms).text, 'new sms 123456')
  })

  test('second factors have their own', () => {
    const pool = buildUserPool({
      configuration: { SmsAuthenticationMessage: 'older {####}' },
      mfa: {
        EmailMfaConfiguration: { Message: 'factor {####}', Subject: 'factor' },
        SmsMfaConfiguration: { SmsAuthenticationMessage: 'sms factor {####}' },
      },
    })
    const request = { message: 'authentication', attribute: 'email', values } as const
    assert.deepEqual(codeMessage(pool, request), { subject: 'factor', text: 'factor 123456', html: 'factor 123456' })
    assert.equal(codeMessage(pool, { ...request, attribute: 'phone_number' }).text, 'sms factor 123456')
    assert.equal(codeMessage({ ...pool, mfa: {} }, { ...request, attribute: 'phone_number' }).text, 'older 123456')
  })

  test('so have invitations and links', () => {
    const pool = buildUserPool({
      configuration: {
        AdminCreateUserConfig: {
          InviteMessageTemplate: {
            EmailMessage: 'Hi {username}: {####}',
            EmailSubject: 'Hi',
            SMSMessage: 'Yo {username}: {####}',
          },
        },
        VerificationMessageTemplate: {
          DefaultEmailOption: 'CONFIRM_WITH_LINK',
          EmailMessageByLink: '<p>{##Go <b>now</b>##}</p>',
          EmailSubjectByLink: 'Go',
        },
      },
    })
    assert.equal(isConfirmedByLink(pool), true)
    assert.deepEqual(invitationMessage(pool, { attribute: 'email', values }), {
      subject: 'Hi',
      text: 'Hi alice: 123456',
      html: 'Hi alice: 123456',
    })
    assert.equal(invitationMessage(pool, { attribute: 'phone_number', values }).text, 'Yo alice: 123456')
    assert.deepEqual(
      codeMessage(pool, { message: 'sign-up', attribute: 'email', values: { ...values, link: 'https://a.example/' } }),
      {
        subject: 'Go',
        text: 'Go now: https://a.example/',
        html: '<p><a href="https://a.example/">Go <b>now</b></a></p>',
      },
    )
  })
})

describe('a hostile username', () => {
  const username = '<img src=x onerror="alert(1)">&{####}{##a##}'

  test('is text in a mail, and no template', () => {
    assert.deepEqual(
      mailText({ body: '<b>{username}</b> {####}', subject: 'For {username}' }, { code: '1', username }),
      {
        subject: `For ${username}`,
        text: `${username} 1`,
        html: '<b>&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;{####}{##a##}</b> 1',
      },
    )
  })

  test('cannot add a header', () => {
    const { subject } = mailText({ body: '', subject: 'For {username}' }, { code: '1', username: 'a\r\nBcc: b' })
    assert.equal(subject, 'For a Bcc: b')
  })

  test('is not taken for a pattern of replacement', () => {
    assert.equal(mailText({ body: '{username}', subject: '' }, { code: '1', username: "$& $1 $'" }).text, "$& $1 $'")
  })
})

describe('a mail without HTML', () => {
  test('keeps words and lines, drops tags and style sheets', () => {
    const body =
      '<html><head><title>x</title></head><body><style>p { color: red }</style>' +
      '<p>One &amp; two</p><p>Code:<br/>{####}</p></body></html>'
    assert.equal(mailText({ body, subject: '' }, values).text, 'One & two\nCode:\n123456')
  })

  test('leaves a lone angle bracket alone', () => {
    assert.equal(mailText({ body: '1 < 2 and {####} > 0', subject: '' }, values).text, '1 < 2 and 123456 > 0')
  })
})

describe('words in another language', async () => {
  const german = await messagesIn(requireLanguage('de'))
  const text = german.letters.confirmation.body.replace('{####}', '123456')

  test('are those of a pool that has none, and its mail says which language they are in', () => {
    const pool = buildUserPool()
    assert.deepEqual(codeMessage(pool, { message: 'sign-up', attribute: 'email', values }, german), {
      subject: german.letters.confirmation.subject,
      text,
      html: `<div lang="de" dir="ltr">${text}</div>`,
    })
    assert.deepEqual(codeMessage(pool, { message: 'sign-up', attribute: 'phone_number', values }, german), {
      subject: undefined,
      text,
      html: undefined,
    })
  })

  test('stand beside none of the pool’s own', () => {
    const pool = buildUserPool({ configuration: { EmailVerificationMessage: 'Kodi yako ni {####}' } })
    const own = { subject: 'Your verification code', text: 'Kodi yako ni 123456', html: 'Kodi yako ni 123456' }
    assert.deepEqual(codeMessage(pool, { message: 'sign-up', attribute: 'email', values }, german), own)
    const said = { message: 'authentication', attribute: 'email', values, own: { emailSubject: 'Kodi' } } as const
    assert.equal(codeMessage(pool, said, german).text, 'Your authentication code is 123456.')
  })
})

function requireLanguage(tag: string) {
  const language = lookUpLanguage(tag)
  assert.ok(language)
  return language
}
