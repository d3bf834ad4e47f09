import { Command } from 'commander'
import { planAws } from '../config/plans/aws-plan.ts'
import { planFunctions } from '../config/plans/function-plan.ts'
import { readSettings } from '../config/settings/read-settings.ts'
import type { Composition, Refusal, RunningDevelopment } from '../config/plans/running.ts'
import { describeSettings } from '../config/settings/describe-settings.ts'
import { developmentSettings } from '../config/settings/schema.ts'
import { renderBanner } from './banner.ts'
import { reportFailure, reportMisuse } from './failure.ts'
import { readyLine } from './ready-line.ts'
import { runUntilEnd } from './run-until-end.ts'
import { settingOptions } from './setting-options.ts'
import { planTracing } from '../config/plans/tracing-plan.ts'
import type { Terminal } from './terminal.ts'

/** `sallyport start [template.yaml]`: development on this machine. */
export function startCommand(compose: () => Promise<Composition>, terminal: Terminal): Command {
  const command = new Command('start')
    .description('Run everything on this machine, for development and tests.')
    .argument('[template]', 'CloudFormation or SAM template of the system to run')
  for (const option of settingOptions(describeSettings(developmentSettings))) command.addOption(option)

  return command.action(async (template: string | undefined, flags: Record<string, unknown>) => {
    // Whoever sets this runs a service for others: open inbox, clock and credentials have no place there.
    if (terminal.environment['NODE_ENV'] === 'production') {
      return reportMisuse(terminal, ['NODE_ENV is production: "start" is for development, use "serve".'])
    }
    const reading = readSettings(developmentSettings, { flags, environment: terminal.environment })
    if (reading.kind === 'wrong') return reportMisuse(terminal, reading.problems)
    const { settings } = reading
    if (template === undefined && (settings.parametersFile ?? settings.stackName) !== undefined) {
      return reportMisuse(terminal, ['--parameters-file and --stack-name belong to a template: name one.'])
    }
    const functions = planFunctions(settings, terminal.environment)
    if (functions.problems.length > 0) return reportMisuse(terminal, functions.problems)
    try {
      const { startDevelopment } = await compose()
      const running = await startDevelopment(
        {
          ...settings,
          functions: functions.plan,
          aws: planAws(terminal.environment),
          tracing: planTracing(terminal.environment),
          ...(settings.json ? {} : { tellLog: terminal.printError, tellRefusal, tellOutput }),
        },
        template,
      )
      const ended = runUntilEnd(running, {
        terminal,
        logLevel: settings.logLevel,
        onKey: settings.json ? undefined : keysOf(running),
      })
      // Only now: who reads it may send a signal at once.
      terminal.print(
        settings.json ? `${readyLine(running, { isOwnTemplate: template !== undefined })}\n` : banner(running),
      )
      await ended
    } catch (error) {
      reportFailure(terminal, error)
    }
  })

  function banner(running: RunningDevelopment): string {
    const { environment, hasColour } = terminal
    const trustCommand = environment['npm_lifecycle_event'] === undefined ? 'sallyport trust' : 'npm run trust'
    return renderBanner(running, {
      hasColour,
      readySeconds: performance.now() / 1000,
      trustCommand,
      hasKeys: hasColour,
    })
  }

  function tellRefusal({ method, path, status, why }: Refusal): void {
    terminal.print(`  ${status} ${method} ${path}  ${why}\n`)
  }

  function tellOutput({ functionName, line }: { readonly functionName: string; readonly line: string }): void {
    // What a client sent may be in it: nothing of that steers a terminal.
    terminal.print(`  ${functionName}  ${line.replaceAll(/(?!\t)\p{Cc}/gu, '?')}\n`)
  }

  function keysOf({ advanceClock, reset }: RunningDevelopment): (key: string) => void {
    return (key) => {
      if (key === 't') {
        advanceClock(3600)
        terminal.print('  The clock is one hour later.\n')
      }
      if (key !== 'r') return
      reset().then(
        () => terminal.print('  Everything is as after the first start.\n'),
        (error: unknown) => reportFailure(terminal, error),
      )
    }
  }
}
