// What the sign-in pages do better with JavaScript. Everything works without it.
const text = (element, name) => element.dataset[name] ?? ''

for (const button of document.querySelectorAll('[data-reveal]')) {
  const input = document.getElementById(button.getAttribute('aria-controls'))
  const show = (visible) => {
    input.type = visible ? 'text' : 'password'
    button.setAttribute('aria-pressed', String(visible))
  }
  button.hidden = false
  button.addEventListener('click', () => show(input.type === 'password'))
  input.form.addEventListener('submit', () => show(false))
}

for (const input of document.querySelectorAll('input[type=password]')) {
  const warning = document.getElementById(`${input.id}-caps`)
  if (!warning) continue
  input.addEventListener('keyup', (event) => {
    const on = event.getModifierState?.('CapsLock') ?? false
    warning.textContent = on ? text(warning, 'text') : ''
  })
}

for (const list of document.querySelectorAll('[data-rules-for]')) {
  const input = document.getElementById(text(list, 'rulesFor'))
  const judge = () => {
    for (const rule of list.children) {
      const { pattern, length } = rule.dataset
      const met = length ? [...input.value].length >= Number(length) : new RegExp(pattern, 'u').test(input.value)
      rule.dataset.met = String(met)
      rule.className = met ? 'passwordCheck-valid-customizable' : 'passwordCheck-notValid-customizable'
    }
  }
  input.addEventListener('input', judge)
  judge()
}

// How hard a new password is to guess, as soon as somebody stops typing. The server knows the words.
for (const advice of document.querySelectorAll('[data-strength-of]')) {
  const input = document.getElementById(text(advice, 'strengthOf'))
  const { form } = input
  let pause
  let asking
  const say = ({ score, text: said }) => {
    advice.dataset.score = score
    advice.textContent = said
  }
  const ask = async () => {
    asking = new AbortController()
    const { signal } = asking
    const beside = [...form.querySelectorAll('input:not([type=password], [type=hidden], .code)')]
    const body = new URLSearchParams({
      _csrf: form.elements._csrf.value,
      language: document.documentElement.lang,
      password: input.value,
      beside: beside.map(({ value }) => value).join(' '),
    })
    const answer = await fetch(text(advice, 'from'), { method: 'POST', body, signal }).catch(() => undefined)
    if (answer?.status === 200) say(await answer.json())
  }
  input.addEventListener('input', () => {
    clearTimeout(pause)
    asking?.abort()
    say({ score: '', text: '' })
    if (input.value) pause = setTimeout(() => void ask(), 600)
  })
}

for (const input of document.querySelectorAll('input.code[data-digits]')) {
  const digits = Number(input.dataset.digits)
  // The last digit sends the form, once, and only where nothing else is asked.
  let sendsItself = input.form.querySelectorAll('input:not([type=hidden], .hidden)').length === 1
  input.removeAttribute('maxlength')
  input.addEventListener('input', () => {
    // Digits of any script, out of anything that is pasted: "123 456", "123-456" or a whole sentence.
    const found = [...input.value]
      .map((char) => (/\p{Nd}/u.test(char) ? digitValue(char) : ''))
      .join('')
      .slice(0, digits)
    if (found !== input.value) input.value = found
    if (found.length < digits || !sendsItself) return
    sendsItself = false
    input.form.requestSubmit()
  })
}

// A code by SMS, where the browser can read it: `@host #123456` is its last line.
async function readSms(input) {
  const reading = new AbortController()
  input.form.addEventListener('submit', () => reading.abort())
  const request = { otp: { transport: ['sms'] }, signal: reading.signal }
  const sent = await navigator.credentials.get(request).catch(() => undefined)
  if (!sent) return
  input.value = sent.code
  input.dispatchEvent(new Event('input'))
}
const smsInput = globalThis.OTPCredential && document.querySelector('input.code[data-digits]')
if (smsInput) void readSms(smsInput)

function digitValue(char) {
  const point = char.codePointAt(0)
  let zero = point
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String((point - zero) % 10)
}

for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', (event) => {
    const button = form.querySelector('[data-busy]')
    if (form.dataset.sent) return event.preventDefault()
    if (!event.defaultPrevented) form.dataset.sent = 'true'
    if (button)
      setTimeout(() => {
        button.setAttribute('aria-disabled', 'true')
        button.textContent = text(button, 'busy')
      }, 400)
  })
}
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})

for (const notice of document.querySelectorAll('[data-countdown]')) {
  const button = document.getElementById(text(notice, 'countdown'))
  let left = Number(notice.dataset.seconds)
  const tick = () => {
    button.disabled = left > 0
    notice.textContent = left > 0 ? text(notice, 'text').replace('{0}', clock(left)) : ''
    left -= 1
    if (left >= 0) setTimeout(tick, 1000)
    else notice.nextElementSibling.textContent = text(notice, 'ready')
  }
  tick()
}

for (const notice of document.querySelectorAll('[data-expires-in]')) {
  const [timer, startAgain] = notice.querySelectorAll(':scope > p')
  const status = document.getElementById('expiry-status')
  const form = notice.querySelector('form')
  const endIn = (seconds) => Date.now() + Number(seconds) * 1000
  let end = endIn(notice.dataset.expiresIn)
  // More time for the page as it is, with all that is typed in it.
  const renew = async () => {
    const left = await renewed(form)
    if (!left) return form.submit()
    end = endIn(left.seconds)
    notice.classList.remove('due')
    if (left.seconds > 0) status.textContent = text(notice, 'text').replace('{0}', clock(left.seconds))
    document.querySelector('main input:not([type=hidden], .hidden), main button')?.focus()
    if (!left.canExtend) form.remove()
  }
  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    void renew()
  })
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000))
    timer.textContent = left > 0 ? text(notice, 'text').replace('{0}', clock(left)) : text(notice, 'over')
    // Said when it comes up and when it is over; in between it counts in silence.
    const isNews = left === 0 || (left <= 120 && !notice.classList.contains('due'))
    if (isNews) {
      notice.classList.add('due')
      status.textContent = timer.textContent
    }
    if (left > 0) return setTimeout(tick, 1000)
    form?.remove()
    startAgain.hidden = false
  }
  tick()
}

async function renewed(form) {
  const fields = new URLSearchParams(new FormData(form))
  fields.set('keepOpen', 'here')
  const response = await fetch(form.action, { method: 'POST', body: fields }).catch(() => undefined)
  return response?.ok && response.json()
}

/** A number that no language needs a plural for: 0:59. */
function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

for (const button of document.querySelectorAll('[data-copy]')) {
  const status = document.getElementById(`${button.id}-status`)
  button.hidden = false
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(text(button, 'copy')).then(() => (status.textContent = text(button, 'done')))
  })
}

// Passkeys: what the server asks for comes as JSON, and what the browser answers goes back as a form.
const bytesOf = (base64url) =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
const withBytes = (credentials = []) => credentials.map((one) => ({ ...one, id: bytesOf(one.id) }))

function publicKeyOf(json, hint) {
  const { challenge, user, allowCredentials, excludeCredentials, ...rest } = JSON.parse(json)
  return {
    ...rest,
    challenge: bytesOf(challenge),
    ...(user
      ? { user: { ...user, id: bytesOf(user.id) }, excludeCredentials: withBytes(excludeCredentials) }
      : { allowCredentials: withBytes(allowCredentials) }),
    ...(hint && { hints: [hint] }),
  }
}

const buffers = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']
function credentialJson({ id, type, response, authenticatorAttachment }) {
  const members = buffers.filter((name) => response[name]).map((name) => [name, textOf(response[name])])
  const transports = response.attestationObject && { transports: response.getTransports?.() ?? [] }
  return JSON.stringify({
    id,
    rawId: id,
    type,
    authenticatorAttachment,
    response: { ...Object.fromEntries(members), ...transports },
    clientExtensionResults: {},
  })
}

let asking
async function askPasskey(area, { hint, mediation } = {}) {
  asking?.abort()
  asking = new AbortController()
  const status = area.querySelector('[role=status]')
  status.textContent = ''
  const publicKey = publicKeyOf(area.dataset.options, hint)
  try {
    const request = { publicKey, signal: asking.signal, ...(mediation && { mediation }) }
    const credential = await navigator.credentials[text(area, 'passkey')](request)
    const form = area.closest('form')
    form.elements.credential.value = credentialJson(credential)
    form.requestSubmit()
  } catch (error) {
    // Whoever closed the browser's window knows that they did; what nobody asked for fails unseen.
    const isKnown = mediation || error.name === 'NotAllowedError' || error.name === 'AbortError'
    if (!isKnown) status.textContent = text(area, 'failed')
  }
}

async function tellAbility() {
  if (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable())
    document.cookie = 'passkeys-here=yes; Path=/; Secure; SameSite=Strict'
}

async function askUnbidden(area) {
  const { asks, passkey } = area.dataset
  if (asks === 'at-once') return askPasskey(area)
  const can =
    passkey === 'get'
      ? await PublicKeyCredential.isConditionalMediationAvailable?.()
      : (await PublicKeyCredential.getClientCapabilities?.())?.conditionalCreate
  if (can) await askPasskey(area, { mediation: 'conditional' })
}

if (globalThis.PublicKeyCredential) {
  for (const area of document.querySelectorAll('[data-passkey]')) {
    area.hidden = false
    for (const button of area.querySelectorAll('[data-ask]'))
      button.addEventListener('click', () => void askPasskey(area, { hint: text(button, 'ask') }))
    if (area.dataset.asks) void askUnbidden(area)
  }
  // The server offers to make passkeys to browsers that can.
  if (document.querySelector('[autocomplete=current-password], [data-passkey], .code')) void tellAbility()
}
const signals = [...document.querySelectorAll('[data-signal]')].map(({ dataset }) =>
  globalThis.PublicKeyCredential?.[dataset.signal]?.(JSON.parse(dataset.options)),
)

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}

const onward = document.querySelector('[data-onward]')
// What is told leaves before the page does, and never holds it up.
const toldOrLate = Promise.race([Promise.allSettled(signals), new Promise((late) => setTimeout(late, 1000))])
async function goOn(button) {
  await toldOrLate
  button.click()
}
if (onward) void goOn(onward)
document.querySelector('[role=alert]')?.focus()
