import { Command, CommanderError } from 'commander'
import type { Composition } from '../config/plans/running.ts'
import { accessKeyCommand } from './access-key.ts'
import { gatewayCommand } from './gateway.ts'
import { messagesCommand } from './messages.ts'
import { migrateCommand } from './migrate.ts'
import { serveCommand } from './serve.ts'
import { startCommand } from './start.ts'
import type { Terminal } from './terminal.ts'
import { trustCommand } from './trust.ts'

export interface ProgramOptions {
  /** Loaded only by the commands that start something. */
  readonly compose: () => Promise<Composition>
  readonly terminal: Terminal
  readonly version: string
}

/** Runs the command that `argv` (without node and script) names. Never ends the process: it sets the exit code. */
export async function runProgram(
  argv: readonly string[],
  { compose, terminal, version }: ProgramOptions,
): Promise<void> {
  const commands = [
    startCommand(compose, terminal),
    serveCommand(compose, terminal),
    gatewayCommand(compose, terminal),
    migrateCommand(compose, terminal),
    accessKeyCommand(compose, terminal),
    messagesCommand(compose, terminal),
    trustCommand(terminal),
  ]
  const program = new Command('sallyport')
    .description('Cognito-compatible user pools, their sign-in pages, and an API gateway in front of your services.')
    .version(version, '--version')
  for (const command of commands) program.addCommand(command)
  for (const command of [program, ...commands, ...commands.flatMap((each) => each.commands)]) {
    command.exitOverride().configureOutput({ writeOut: terminal.print, writeErr: terminal.printError })
    command.showHelpAfterError('(--help lists what there is)')
  }
  try {
    await program.parseAsync([...argv], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    // Help and version end this way too, with 0.
    if (error.exitCode !== 0) terminal.fail(2)
  }
}
