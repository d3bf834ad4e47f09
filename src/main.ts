import { readFileSync } from 'node:fs'
import { runProgram } from './cli/program.ts'
import { processTerminal } from './cli/terminal.ts'

const { version }: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

await runProgram(process.argv.slice(2), {
  compose: async () => (await import('./compose.ts')).composition,
  terminal: processTerminal(process.env),
  version,
})
