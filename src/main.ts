import { readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// What is stripped and compiled once is found again by the next start, and by threads, which read the variable.
process.env['NODE_COMPILE_CACHE'] ||= fileURLToPath(new URL('../node_modules/.cache/sallyport', import.meta.url))
enableCompileCache()
await import('./exact-imports.ts')

const { version }: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const { runProgram } = await import('./cli/program.ts')
const { processTerminal } = await import('./cli/terminal.ts')

await runProgram(process.argv.slice(2), {
  compose: async () => (await import('./compose.ts')).composition,
  terminal: processTerminal(process.env),
  version,
})
