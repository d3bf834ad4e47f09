/** The least of a browser: it keeps cookies, follows redirects and posts forms. Scripts do not run. */
export interface FormBrowser {
  /** Goes there and on to wherever that leads; stops where the application begins. */
  open(url: string | URL): Promise<Page>
  /** Fills in the page's form and sends it. */
  submit(page: Page, fields: Readonly<Record<string, string>>): Promise<Page>
}

export interface Page {
  readonly url: URL
  readonly status: number
  readonly html: string
}

export function formBrowser(applicationOrigin: string): FormBrowser {
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
      const tag = /<form [^>]*>/.exec(page.html)?.[0] ?? ''
      const form = tag.includes('method="post"') ? /action="([^"]*)"/.exec(tag)?.[1] : undefined
      if (form === undefined) throw new Error(`There is no form at ${page.url.pathname}: ${page.html}`)
      const hidden = [...page.html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, unescaped(value)],
      )
      return load(new URL(unescaped(form), page.url), {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: page.url.origin },
        body: new URLSearchParams({ ...Object.fromEntries(hidden), ...fields }).toString(),
      })
    },
  }
}

function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
