import { raw, type Html } from '../view/html.ts'
import type { PageMethod } from '../view/page-methods.ts'

const shapes: Readonly<Record<PageMethod, string>> = {
  PASSWORD:
    '<rect x="3" y="10.5" width="18" height="10" rx="2.5"/><path d="M7.5 10.500V8a4.5 4.5 0 0 1 9 0v2.500M8 15.500h.01M12 15.500h.01M16 15.500h.01"/>',
  WEB_AUTHN:
    '<circle cx="9" cy="7.5" r="4"/><path d="M2.5 20.500v-1a6 6 0 0 1 9-5.200"/><circle cx="17.5" cy="13" r="3"/><path d="M17.5 16v5.500M17.5 19.500H20"/>',
  EMAIL_OTP: '<rect x="3" y="5" width="18" height="14" rx="2.5"/><path d="M3.5 7.5 12 13l8.5-5.5"/>',
  SMS_OTP: '<rect x="7" y="2.5" width="10" height="19" rx="2.5"/><path d="M11 18.5h2"/>',
}

/** Decoration beside the name of a way to sign in. */
export function methodIcon(method: PageMethod): Html {
  return raw(`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shapes[method]}</svg>`)
}
