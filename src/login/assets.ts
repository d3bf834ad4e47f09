import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { DomainRoute } from '../flows/user-pools/domain-request.ts'
import { defaultStyle } from './branding/style.ts'
import { answerFile, type StaticFile } from './static-file.ts'

interface Asset extends StaticFile {
  readonly path: string
}

const css = asset('css', defaultStyle.sheet)
const js = asset('js', {
  type: 'text/javascript; charset=utf-8',
  text: readFileSync(new URL('./assets/login.js', import.meta.url)),
})

/** Their paths name their content, so browsers may keep them for ever. */
export const assetPaths = { css: css.path, js: js.path }

export const assetRoutes: readonly DomainRoute[] = [css, js].map((file) => ({
  method: 'GET',
  path: file.path,
  isOpenToScripts: false,
  handle: ({ headers }) => Promise.resolve(answerFile(file, headers)),
}))

function asset(extension: 'css' | 'js', file: StaticFile): Asset {
  const hash = createHash('sha256').update(file.text).digest('base64url').slice(0, 10)
  return { path: `/assets/login-${hash}.${extension}`, ...file }
}
