/** The least of a browser: it keeps cookies, follows redirects and posts forms. Scripts do not run. */
export interface FormBrowser {
  /** Goes there and on to wherever that leads; stops where the application begins. */
  open(url: string | URL): Promise<Page>
  /** Fills in the page's form that asks for these fields, or else the first, and sends it. */
  submit(page: Page, fields: Readonly<Record<string, string>>): Promise<Page>
}

export interface Page {
  readonly url: URL
  readonly status: number
  readonly html: string
}

export function formBrowser(
  applicationOrigin: string,
  fetch: (url: URL, init: RequestInit) => Promise<Response> = globalThis.fetch,
): FormBrowser {
  const cookies = new Map<string, string>()

  async function load(url: URL, init: RequestInit = {}): Promise<Page> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';')
      const [name = '', value = ''] = pair.split('=', 2)
      if (attributes.some((attribute) => attribute.trim().toLowerCase() === 'max-age=0')) cookies.delete(name)
      else cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) return { url, status: response.status, html: await response.text() }
    const next = new URL(location, url)
    return next.origin === applicationOrigin ? { url: next, status: response.status, html: '' } : load(next)
  }

  return {
    open: (url) => load(new URL(url)),
    submit(page, fields) {
      const form = formFor(page.html, Object.keys(fields))
      const action = form && /^<form [^>]*action="([^"]*)"/.exec(form)?.[1]
      if (form === undefined || action === undefined)
        throw new Error(`There is no form at ${page.url.pathname}: ${page.html}`)
      const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, unescaped(value)],
      )
      return load(new URL(unescaped(action), page.url), {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: page.url.origin },
        body: new URLSearchParams({ ...Object.fromEntries(hidden), ...fields }).toString(),
      })
    },
  }
}

function formFor(html: string, names: readonly string[]): string | undefined {
  const forms = [...html.matchAll(/<form [^>]*>[^]*?<\/form>/g)].map(([text]) => text)
  const posted = forms.filter((text) => /^<form [^>]*method="post"/.test(text))
  return posted.find((text) => names.some((name) => text.includes(`name="${name}"`))) ?? posted[0]
}

function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
