import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { DomainRoute } from '../flows/user-pools/domain-request.ts'
import { defaultStyle } from './branding/style.ts'
import { answerFile, type StaticFile } from './static-file.ts'

interface Asset extends StaticFile {
  readonly path: string
}

const css = asset('login', 'css', defaultStyle.sheet)
const accountCss = asset('account', 'css', {
  type: 'text/css; charset=utf-8',
  text: readFileSync(new URL('./assets/account.css', import.meta.url)),
})
const js = script('login')
const workJs = script('work')

/** Their paths name their content, so browsers may keep them for ever. */
export const assetPaths = { css: css.path, accountCss: accountCss.path, js: js.path, workJs: workJs.path }

export const assetRoutes: readonly DomainRoute[] = [css, accountCss, js, workJs].map((file) => ({
  method: 'GET',
  path: file.path,
  isOpenToScripts: false,
  handle: ({ headers }) => Promise.resolve(answerFile(file, headers)),
}))

function script(name: 'login' | 'work'): Asset {
  const text = readFileSync(new URL(`./assets/${name}.js`, import.meta.url))
  return asset(name, 'js', { type: 'text/javascript; charset=utf-8', text })
}

function asset(name: 'login' | 'account' | 'work', extension: 'css' | 'js', file: StaticFile): Asset {
  const hash = createHash('sha256').update(file.text).digest('base64url').slice(0, 10)
  return { path: `/assets/${name}-${hash}.${extension}`, ...file }
}
