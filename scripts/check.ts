// `npm run check`: types, lint, format, dead code, generated files, architecture and budgets.
import { spawnSync } from 'node:child_process'
import process from 'node:process'

const bin = 'node_modules/.bin/'
const node = process.execPath

const steps: readonly { name: string; command: readonly [string, ...string[]]; inTests?: boolean }[] = [
  { name: 'types', command: [`${bin}tsc`, '-p', '.'] },
  { name: 'types of the example pages', command: [`${bin}tsc`, '-p', 'examples/notes/web'] },
  { name: 'lint', command: [`${bin}oxlint`, '--type-aware', '--deny-warnings'] },
  { name: 'format', command: [`${bin}oxfmt`, '--check'] },
  { name: 'dead code', command: [`${bin}knip`] },
  { name: 'generated files', command: [node, 'scripts/generate-all.ts', '--check'] },
  {
    name: 'architecture',
    command: [node, '--test', 'test/architecture.test.ts', 'test/budgets.test.ts'],
    inTests: true,
  },
]

/** Runs every step, also after one failed, so that one run shows everything. */
export async function runChecks({ withTests = false }: { withTests?: boolean } = {}): Promise<boolean> {
  const failed: string[] = []
  for (const { name, command } of steps.filter((step) => withTests || !step.inTests)) {
    const startedAt = performance.now()
    const [program, ...flags] = command
    const { status, stdout, stderr } = spawnSync(program, flags, {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    })
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    process.stdout.write(`${status === 0 ? 'ok  ' : 'FAIL'}  ${name} (${seconds} s)\n`)
    if (status === 0) continue
    process.stdout.write(`${stdout ?? ''}${stderr ?? ''}\n`)
    failed.push(name)
  }
  return failed.length === 0
}

if (import.meta.main && !(await runChecks({ withTests: true }))) process.exitCode = 1
