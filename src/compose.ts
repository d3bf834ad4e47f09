import type { Composition } from './config/running.ts'

/** Loads the half that is asked for: a command must not wait for what only the other one needs. */
export const composition: Composition = {
  async startDevelopment(settings, template) {
    const { startDevelopment } = await import('./compose/development.ts')
    return startDevelopment(settings, template)
  },
  async startProduction(settings) {
    if (settings.workers > 1) {
      const { startProductionWorkers } = await import('./compose/production-workers.ts')
      return startProductionWorkers(settings)
    }
    const { startProduction } = await import('./compose/production.ts')
    return startProduction(settings)
  },
  async migrate(settings) {
    const { migrate } = await import('./compose/maintenance.ts')
    return migrate(settings)
  },
  async createAccessKey(settings, holder) {
    const { createAccessKey } = await import('./compose/maintenance.ts')
    return createAccessKey(settings, holder)
  },
  async listDeadMessages(settings) {
    const { listDeadMessages } = await import('./compose/dead-messages.ts')
    return listDeadMessages(settings)
  },
  async settleDeadMessages(settings, decision, ids) {
    const { settleDeadMessages } = await import('./compose/dead-messages.ts')
    return settleDeadMessages(settings, decision, ids)
  },
}
