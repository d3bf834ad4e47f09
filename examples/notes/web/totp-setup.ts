import { element } from './dom.ts'
import { form } from './form.ts'
import { qrCode } from './qr-code.ts'
import { say } from './status.ts'

export interface TotpSetup {
  readonly secret: string
  readonly uri: string
  readonly confirm: (code: string) => Promise<void>
}

/** The secret as a QR code and as text, and the code that proves that the app has it. */
export function totpSetup({ secret, uri, confirm }: TotpSetup): HTMLElement {
  const copy = element('button', { type: 'button' }, 'Copy the key')
  copy.addEventListener('click', () => {
    navigator.clipboard.writeText(secret).then(
      () => say('The key is copied.'),
      () => say('The key could not be copied. Select it and copy it yourself.'),
    )
  })
  return element(
    'div',
    { class: 'totp' },
    element(
      'ol',
      {},
      element(
        'li',
        {},
        'Scan this with your authenticator app, or ',
        element('a', { href: uri }, 'open the app on this device'),
        '.',
        qrCode(uri),
      ),
      element(
        'li',
        {},
        'Or enter this key there:',
        element('code', { class: 'key' }, secret.replace(/(.{4})/g, '$1 ').trim()),
        copy,
      ),
      element('li', {}, 'Then enter the six digits that the app shows.'),
    ),
    form({
      id: 'authenticator',
      fields: [{ name: 'code', label: 'Code', autocomplete: 'one-time-code', isCode: true }],
      submit: 'Turn it on',
      onSubmit: async ({ code = '' }) => confirm(code),
    }),
  )
}
