import { gallery } from '../gallery/gallery.ts'
import { attribute, html, type Html } from '../view/html.ts'
import { previewPath } from './draw-state.ts'
import { choiceQuery, directions, schemes, widths, type PreviewChoice } from './preview-choice.ts'

/** What can be chosen, and what was. */
export interface PreviewIndex {
  readonly choice: PreviewChoice
  readonly clients: readonly { readonly id: string; readonly name: string; readonly poolId: string }[]
  readonly drafts: readonly string[]
  /** The client's own style and what it was before, newest first; none where it has no style. */
  readonly versions: readonly { readonly version: number; readonly updatedAt: Date }[]
  readonly languages: readonly { readonly tag: string; readonly name: string }[]
  /** What is wrong with the style, for whoever designs it. */
  readonly warnings: readonly string[]
  /** What it was made of: a page that finds another one reloads. */
  readonly version: string
}

export function indexPage(index: PreviewIndex): Html {
  const { choice, clients, drafts, versions, languages, warnings, version } = index
  const shown = choice.state === undefined ? gallery.map(({ name }) => name) : [choice.state]
  const states = ['', ...gallery.map(({ name }) => name)].map((name) => [name, name || 'All pages'] as const)
  const styles = clients.map(({ id, name, poolId }) => [`${poolId}/${id}`, `${name} (${poolId})`] as const)
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Preview of the sign-in pages · Sallyport</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${previewPath}/preview.css" />
        <script type="module" src="${previewPath}/preview.js"></script>
      </head>
      <body data-version="${version}" data-query="${choiceQuery(choice)}">
        <header>
          <h1>Sign-in pages</h1>
          <form method="get" action="${previewPath}">
            ${choose('state', 'Page', states, choice.state ?? '')}
            ${choose('client', 'Style of', [['', 'Nobody: the default'], ...styles], choice.client === undefined ? '' : `${choice.pool}/${choice.client}`)}
            ${drafts.length === 0 ? '' : choose('draft', 'Draft', [['', 'None'], ...drafts.map((name) => [name, name] as const)], choice.draft ?? '')}
            ${versions.length < 2 ? '' : choose('version', 'Version', versions.map(versionOption), choice.version ?? '')}
            ${choose(
              'scheme',
              'Colours',
              schemes.map((name) => [name, schemeNames[name]]),
              choice.scheme,
            )}
            ${choose(
              'direction',
              'Direction',
              directions.map((name) => [name, directionNames[name]]),
              choice.direction,
            )}
            ${choose(
              'language',
              'Language',
              languages.map(({ tag, name }) => [tag, name]),
              choice.language,
            )}
            ${choose(
              'width',
              'Width',
              Object.entries(widths).map(([name, pixels]) => [name, `${name}, ${pixels} px`]),
              choice.width,
            )}
            <button>Show</button>
          </form>
          ${isFormer(index) ? restoreForm(choice) : ''}
        </header>
        <main class="${choice.state === undefined ? 'all' : 'one'} ${choice.width}">
          ${warnings.length === 0 ? '' : warningList(warnings)} ${shown.map((state) => frame(choice, state))}
        </main>
      </body>
    </html>`
}

const schemeNames = { style: 'As the style says', light: 'By day', dark: 'By night' } as const
const directionNames = { language: 'As the language', ltr: 'Left to right', rtl: 'Right to left' } as const

function choose(
  name: string,
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
): Html {
  return html`<label
    >${label}
    <select name="${name}">
      ${options.map(([value, text]) => html`<option value="${value}" ${attribute('selected', value === chosen)}>${text}</option>`)}
    </select></label
  >`
}

/** The first is the one that counts. */
function versionOption(
  { version, updatedAt }: PreviewIndex['versions'][number],
  index: number,
): readonly [value: string, text: string] {
  const moment = `${updatedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return index === 0 ? ['', `Now: ${version}, of ${moment}`] : [String(version), `${version}, of ${moment}`]
}

/** Whether what is shown is what the style was before. */
function isFormer({ choice, versions }: PreviewIndex): boolean {
  return choice.draft === undefined && versions.slice(1).some(({ version }) => String(version) === choice.version)
}

function restoreForm(choice: PreviewChoice): Html {
  return html`<form method="post" action="${previewPath}/restore?${choiceQuery(choice)}" class="restore">
    <p>This is what the style was. People see the newest version.</p>
    <button>Restore version ${choice.version ?? ''}</button>
  </form>`
}

function warningList(warnings: readonly string[]): Html {
  return html`<details>
    <summary>${warnings.length === 1 ? 'One warning' : `${warnings.length} warnings`}</summary>
    <ul>
      ${warnings.map((warning) => html`<li>${warning}</li>`)}
    </ul>
  </details>`
}

function frame(choice: PreviewChoice, state: string): Html {
  const address = `${previewPath}/page?${choiceQuery(choice, { state })}`
  return html`<figure>
    <figcaption><a href="${previewPath}?${choiceQuery(choice, { state })}">${state}</a></figcaption>
    <iframe src="${address}" title="${state}" loading="lazy"></iframe>
  </figure>`
}
