import { html, type Html } from '../view/html.ts'
import type { PasskeySignal } from '../view/passkey-signal.ts'

export function signal({ name, ...members }: PasskeySignal): Html {
  const { userName, ...rest } = { userName: undefined, ...members }
  const options = userName === undefined ? rest : { ...rest, name: userName }
  return html`<span hidden data-signal="${name}" data-options="${JSON.stringify(options)}"></span>`
}
