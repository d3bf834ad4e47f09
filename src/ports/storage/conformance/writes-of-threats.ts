import assert from 'node:assert/strict'
import { mustCommit, type Behaviour } from './given.ts'
import { aLogRecord } from './records-of-threats.ts'
import * as make from './records.ts'
import type { LogRecordWrite } from '../log-records.ts'
import type { ThreatProtectionWrite } from '../threat-protection.ts'

const settings = { RiskExceptionConfiguration: { BlockedIPRangeList: ['192.0.2.0/24'] } }

export const threatWrites: Readonly<Record<(ThreatProtectionWrite | LogRecordWrite)['write'], Behaviour>> = {
  async putRiskConfiguration({ storage, poolId }) {
    const client = make.aClient(poolId)
    const own = { poolId, clientId: undefined, settings, updatedAt: make.noon }
    const ofClient = { poolId, clientId: client.id, settings: {}, updatedAt: make.after(1) }
    const found = async () => (await storage.threatProtection.findSettings(poolId)).riskConfigurations
    assert.deepEqual(await found(), [])
    await mustCommit(
      storage,
      { write: 'createAppClient', client },
      { write: 'putRiskConfiguration', configuration: ofClient },
    )
    assert.deepEqual(await found(), [ofClient])
    await mustCommit(storage, { write: 'putRiskConfiguration', configuration: { ...own, settings: {} } })
    await mustCommit(storage, { write: 'putRiskConfiguration', configuration: own })
    assert.deepEqual(await found(), [own, ofClient])
    await mustCommit(storage, { write: 'deleteAppClient', poolId, clientId: client.id })
    assert.deepEqual(await found(), [own])
    await mustCommit(storage, { write: 'deleteUserPool', poolId })
    assert.deepEqual(await found(), [])
  },

  async putLogConfigurations({ storage, poolId }) {
    const configurations = [{ EventSource: 'userNotification', LogLevel: 'ERROR' }] as const
    const found = async () => (await storage.threatProtection.findSettings(poolId)).logConfigurations
    await mustCommit(storage, { write: 'putLogConfigurations', poolId, configurations })
    assert.deepEqual(await found(), configurations)
    await mustCommit(storage, { write: 'putLogConfigurations', poolId, configurations: [] })
    assert.deepEqual(await found(), [])
  },

  async enqueueLogRecord({ storage, poolId }) {
    const records = [2, 1, 3].map((seconds) => aLogRecord(poolId, { createdAt: make.after(seconds) }))
    await mustCommit(storage, ...records.map((record) => ({ write: 'enqueueLogRecord', record }) as const))
    assert.deepEqual(await storage.logRecords.claim(9, 30, make.noon), [])
    const claimed = await storage.logRecords.claim(2, 30, make.after(3))
    assert.deepEqual(
      claimed,
      [records[1], records[0]].map((record) => ({ record, attempts: 0 })),
    )
    // The two are leased: only the third is left, and after the lease all are.
    assert.equal((await storage.logRecords.claim(9, 30, make.after(3))).length, 1)
    assert.equal((await storage.logRecords.claim(9, 30, make.after(33))).length, 3)
    assert.equal(await storage.logRecords.dropBeyond(2), 1)
    assert.equal(await storage.logRecords.dropBeyond(2), 0)
    const left = await storage.logRecords.claim(9, 30, make.after(99))
    assert.deepEqual(
      left.map(({ record }) => record),
      [records[0], records[2]],
    )
    assert.equal(await storage.logRecords.dropBeyond(0), 2)
  },

  async removeLogRecord({ storage, poolId }) {
    const record = aLogRecord(poolId)
    await mustCommit(storage, { write: 'enqueueLogRecord', record })
    await mustCommit(storage, { write: 'removeLogRecord', recordId: record.id })
    assert.deepEqual(await storage.logRecords.claim(9, 30, make.after(99)), [])
  },

  async retryLogRecord({ storage, poolId }) {
    const record = aLogRecord(poolId)
    await mustCommit(storage, { write: 'enqueueLogRecord', record })
    await mustCommit(storage, { write: 'retryLogRecord', recordId: record.id, retryAt: make.after(60) })
    assert.deepEqual(await storage.logRecords.claim(9, 30, make.after(59)), [])
    assert.deepEqual(await storage.logRecords.claim(9, 30, make.after(60)), [{ record, attempts: 1 }])
    await mustCommit(storage, { write: 'removeLogRecord', recordId: record.id })
  },
}
