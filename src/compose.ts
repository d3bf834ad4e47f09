import type { Composition } from './config/plans/running.ts'

/** Loads the half that is asked for: a command must not wait for what only the other one needs. */
export const composition: Composition = {
  async startDevelopment(settings, template) {
    const { startDevelopment } = await import('./compose/development/start-development.ts')
    return startDevelopment(settings, template)
  },
  async startProduction(settings) {
    const { startProduction } = await import('./compose/production/start-production.ts')
    if (settings.workers === 1) return startProduction(settings)
    const { runWorkers } = await import('./compose/lifetime/workers.ts')
    const { describeProductionGateway } = await import('./compose/production/gateway.ts')
    const { publicUrl: identityUrl, region } = settings
    return runWorkers(
      settings,
      () => startProduction(settings),
      async () => ({ identityUrl, region, ...(await describeProductionGateway(settings)) }),
    )
  },
  async startGateway(settings, template) {
    const { describeGateway, startGateway } = await import('./compose/standalone/start-gateway.ts')
    if (settings.workers === 1) return startGateway(settings, template)
    const { runWorkers } = await import('./compose/lifetime/workers.ts')
    return runWorkers(
      settings,
      () => startGateway(settings, template),
      () => describeGateway(settings, template),
    )
  },
  async migrate(settings) {
    const { migrate } = await import('./compose/operator/maintenance.ts')
    return migrate(settings)
  },
  async createAccessKey(settings, holder) {
    const { createAccessKey } = await import('./compose/operator/maintenance.ts')
    return createAccessKey(settings, holder)
  },
  async listDeadMessages(settings) {
    const { listDeadMessages } = await import('./compose/operator/dead-messages.ts')
    return listDeadMessages(settings)
  },
  async settleDeadMessages(settings, decision, ids) {
    const { settleDeadMessages } = await import('./compose/operator/dead-messages.ts')
    return settleDeadMessages(settings, decision, ids)
  },
}
