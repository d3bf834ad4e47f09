// `npm run generate`: every generated file, in order. `--check` compares instead of writing.
import { spawnSync } from 'node:child_process'
import process from 'node:process'

const generators = [
  'scripts/generate.ts',
  'scripts/configuration-docs.ts',
  'scripts/extras-docs.ts',
  'scripts/password-filter.ts',
]

for (const generator of generators) {
  const { status } = spawnSync(process.execPath, [generator, ...process.argv.slice(2)], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
