import { Command } from 'commander'
import { developmentVariables } from '../config/settings/development-variables.ts'
import { judgeProduction } from '../config/plans/production-problems.ts'
import { readSettings } from '../config/settings/read-settings.ts'
import type { Composition } from '../config/plans/running.ts'
import { describeSettings } from '../config/settings/describe-settings.ts'
import { productionSettings } from '../config/settings/schema.ts'
import { reportFailure, reportMisuse } from './failure.ts'
import { runUntilEnd } from './run-until-end.ts'
import { settingOptions } from './setting-options.ts'
import type { Terminal } from './terminal.ts'

/** `sallyport serve`: production, which starts securely or not at all. */
export function serveCommand(compose: () => Promise<Composition>, terminal: Terminal): Command {
  const command = new Command('serve').description('Run a node for production. Refuses to start insecurely.')
  for (const option of settingOptions(describeSettings(productionSettings))) command.addOption(option)

  return command.action(async (flags: Record<string, unknown>) => {
    const foreign = developmentVariables(terminal.environment)
    if (foreign.length > 0) {
      return reportMisuse(
        terminal,
        foreign.map((name) => `${name} is for development: "serve" has no such setting.`),
      )
    }
    const reading = readSettings(productionSettings, { flags, environment: terminal.environment })
    if (reading.kind === 'wrong') return reportMisuse(terminal, reading.problems)
    const verdict = judgeProduction(reading.settings, terminal.environment)
    if (verdict.kind === 'insecure') return reportMisuse(terminal, verdict.problems)
    const { settings } = verdict
    try {
      const { startProduction } = await compose()
      const running = await startProduction(settings)
      const { apis, identityUrl, region } = running
      const ended = runUntilEnd(running, { terminal, logLevel: settings.logLevel })
      const line = JSON.stringify({ event: 'ready', identityUrl, region, apis })
      const lines = (apis ?? []).map(({ name, url }) => `Sallyport serves ${name} at ${url}\n`)
      // Only now: who reads it may send a signal at once.
      terminal.print(settings.json ? `${line}\n` : `Sallyport serves ${identityUrl}\n${lines.join('')}`)
      await ended
    } catch (error) {
      reportFailure(terminal, error)
    }
  })
}
