import { readFileSync } from 'node:fs'
import { lintStyle } from '../../domain/branding/lint.ts'
import { parseQuery } from '../../http/query.ts'
import type { HttpResponse } from '../../http/message.ts'
import { restoreStyle } from '../../flows/branding/restore-style.ts'
import { languages } from '../../messages/languages.ts'
import { pseudoLanguages } from '../../messages/pseudo.ts'
import type { Ports } from '../../ports/ports.ts'
import { gallery } from '../gallery/gallery.ts'
import { drawState, previewPath, styleOf } from './draw-state.ts'
import { indexPage } from './index-page.ts'
import { choiceQuery, readChoice, type PreviewChoice } from './preview-choice.ts'
import { findSubject, type PreviewSubject, type ReadDrafts } from './preview-subject.ts'

export interface PreviewOptions {
  readonly ports: Pick<Ports, 'clock' | 'pageTexts' | 'storage'>
  readonly readDrafts: ReadDrafts
}

export interface PreviewRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query: string
}

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/account.css': ['text/css', read('../assets/account.css')],
  '/login.js': ['text/javascript', read('../assets/login.js')],
  '/preview.js': ['text/javascript', read('assets/preview.js')],
  '/preview.css': ['text/css', read('assets/preview.css')],
}

/** What links of the pages lead to. */
const statesByPath: Readonly<Record<string, string>> = {
  '/login': 'sign-in',
  '/signup': 'sign-up',
  '/forgotPassword': 'forgot-password',
}

/** Pages of the account centre have the names of their paths. */
function stateOf(path: string): string | undefined {
  const named = path.slice(1).replaceAll('/', '-')
  return statesByPath[path] ?? gallery.find(({ name }) => name === named)?.name
}

/** Pages of the gallery in a style, for whoever designs it: nobody signs in here, and nothing can be sent. */
export async function answerPreview(
  { method, path, query }: PreviewRequest,
  { ports, readDrafts }: PreviewOptions,
): Promise<HttpResponse> {
  const parsed = parseQuery(query)
  const values = parsed.ok ? parsed.values : new Map<string, string>()
  const choice = readChoice(values)
  const rest = path.slice(previewPath.length)
  const file = files[rest]
  if (file !== undefined) return answer(file[0], file[1])
  if (rest.startsWith('/go/')) return redirect(choice, stateOf(rest.slice(3)))
  const subject = await findSubject(ports, readDrafts, choice)
  if (method === 'POST') return rest === '/restore' ? restore(choice, subject, ports) : notFound
  switch (rest) {
    case '':
      return index(choice, subject, { ports, readDrafts })
    case '/page':
      return answer('text/html', await drawState(choice, subject), pagePolicy)
    case '/style.css':
      return answer('text/css', styleOf(choice, subject).sheet.text)
    case '/version':
      return answer('text/plain', subject.version)
    case '/picture': {
      const picture = styleOf(choice, subject).pictures.get(values.get('v') ?? '')
      if (picture) return answer(picture.type, picture.bytes, "default-src 'none'; sandbox")
      return notFound
    }
    default:
      return notFound
  }
}

/** As that of the pages themselves, but that the index may frame them and that no form can be sent. */
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'none'; frame-ancestors 'self'; base-uri 'none'; require-trusted-types-for 'script'"
const indexPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'"

const mostOffered = 60

async function index(
  choice: PreviewChoice,
  { settings, assets, version, fault, own, former }: PreviewSubject,
  { ports, readDrafts }: PreviewOptions,
): Promise<HttpResponse> {
  const { userPools, appClients } = ports.storage
  const page = { limit: mostOffered, after: undefined }
  const pools = await userPools.list(page)
  const lists = await Promise.all(pools.items.map(({ id }) => appClients.list(id, page)))
  const drafts = await readDrafts()
  const body = indexPage({
    choice,
    clients: lists.flatMap(({ items }) => items),
    drafts: drafts.map(({ name }) => name),
    languages: [...languages, ...Object.keys(pseudoLanguages).map((tag) => ({ tag, name: `${tag} (nobody’s)` }))],
    warnings: fault === undefined ? lintStyle(settings, assets) : [fault],
    versions: own === undefined ? [] : [own, ...former],
    version,
  })
  const response = answer('text/html', String(await body), indexPolicy)
  // A form of a page that never says where it leads from has no origin, and is not ours.
  return { ...response, headers: { ...response.headers, 'referrer-policy': 'same-origin' } }
}

/** What was chosen among the former versions becomes the client's style again. */
async function restore(
  choice: PreviewChoice,
  { own }: PreviewSubject,
  ports: Pick<Ports, 'clock' | 'storage'>,
): Promise<HttpResponse> {
  if (own === undefined || choice.version === undefined) return notFound
  const outcome = await restoreStyle(ports, own, Number(choice.version))
  switch (outcome) {
    case 'restored':
      return seeOther(`${previewPath}?${choiceQuery(choice, { version: undefined, draft: undefined })}`)
    case 'not-kept':
      return notFound
    case 'changed-meanwhile':
      return { ...answer('text/plain', 'The style was changed meanwhile. Look at it again.'), status: 409 }
  }
}

function seeOther(location: string): HttpResponse {
  return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' }
}

function redirect(choice: PreviewChoice, state: string | undefined): HttpResponse {
  const location = `${previewPath}/page?${choiceQuery(choice, { state: state ?? choice.state })}`
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' }
}

function answer(type: string, body: string | Uint8Array, policy = "default-src 'none'"): HttpResponse {
  return {
    status: 200,
    headers: {
      'content-type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
    body,
  }
}

const notFound: HttpResponse = { ...answer('text/plain', 'Not found.'), status: 404 }
