// The door of every npm script: runs on whatever Node >= 20 runs npm, sets up what is missing, then hands over to Node 26.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { startForNobody } from './first-start.mjs'
import { findNode, installPackages, packagesAreCurrent, root } from './packages.mjs'
import { installTestPrograms } from './test-programs.mjs'

const programs = {
  start: ['src/main.ts', 'start'],
  test: ['scripts/test.ts'],
  trust: ['src/main.ts', 'trust'],
  // Every command, in the folder of whoever asks: their templates and keys are there.
  sallyport: [join(root, 'src/main.ts')],
  check: ['scripts/check.ts'],
  generate: ['scripts/generate-all.ts'],
  bench: ['bench/startup.ts'],
}

// Kept from run to run: what is stripped and compiled once needs neither the time nor the memory again.
const compileCache = process.env.NODE_COMPILE_CACHE || join(root, 'node_modules/.cache/sallyport')

const [command = '', ...rest] = process.argv.slice(2)
// `npm run bench -- login-page` runs another one of its folder.
if (command === 'bench' && rest[0]?.startsWith('-') === false) programs.bench = [`bench/${rest.shift()}.ts`]
const program = programs[command]
if (!program && command !== 'setup') {
  process.stderr.write(`Usage: node scripts/run.mjs ${[...Object.keys(programs), 'setup'].join(' | ')} [arguments]\n`)
  process.exit(2)
}

if (!packagesAreCurrent()) installPackages()
if (command === 'test' || command === 'setup') installTestPrograms()
const env = { ...process.env, NODE_COMPILE_CACHE: compileCache }
if ((command === 'start' || command === 'setup') && !existsSync(compileCache)) {
  await startForNobody(findNode(), programs.start, { cwd: root, env })
}
if (program) handOver([...program, ...rest], command === 'sallyport' ? process.cwd() : root)

function handOver(argumentsOfNode, cwd) {
  const child = spawn(findNode(), argumentsOfNode, { cwd, stdio: 'inherit', env })
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
    // A terminal already sends its Ctrl-C to the whole foreground group: forwarding it would make two of one.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)))
  }
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}
