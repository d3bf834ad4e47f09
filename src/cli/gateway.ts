import { Command } from 'commander'
import { describeSettings } from '../config/settings/describe-settings.ts'
import { judgeGateway } from '../config/plans/gateway-problems.ts'
import { gatewaySettings } from '../config/settings/gateway-settings.ts'
import { readSettings } from '../config/settings/read-settings.ts'
import type { Composition } from '../config/plans/running.ts'
import { reportFailure, reportMisuse } from './failure.ts'
import { runUntilEnd } from './run-until-end.ts'
import { settingOptions } from './setting-options.ts'
import type { Terminal } from './terminal.ts'

/** `sallyport gateway template.yaml`: the APIs of a template, in production, in front of user pools elsewhere. */
export function gatewayCommand(compose: () => Promise<Composition>, terminal: Terminal): Command {
  const command = new Command('gateway')
    .description(
      'Serve the APIs of a template, in front of user pools that live elsewhere. Refuses to start insecurely.',
    )
    .argument('<template>', 'CloudFormation or SAM template; it is read again when it changes')
  for (const option of settingOptions(describeSettings(gatewaySettings))) command.addOption(option)

  return command.action(async (template: string, flags: Record<string, unknown>) => {
    const reading = readSettings(gatewaySettings, { flags, environment: terminal.environment })
    if (reading.kind === 'wrong') return reportMisuse(terminal, reading.problems)
    const verdict = judgeGateway(reading.settings, terminal.environment)
    if (verdict.kind === 'insecure') return reportMisuse(terminal, verdict.problems)
    const { settings } = verdict
    try {
      const { startGateway } = await compose()
      const running = await startGateway(settings, template)
      const ended = runUntilEnd(running, { terminal, logLevel: settings.logLevel })
      const line = JSON.stringify({ event: 'ready', apis: running.apis })
      const lines = running.apis.map(({ name, url }) => `Sallyport serves ${name} at ${url}\n`)
      // Only now: who reads it may send a signal at once.
      terminal.print(settings.json ? `${line}\n` : lines.join(''))
      await ended
    } catch (error) {
      reportFailure(terminal, error)
    }
  })
}
