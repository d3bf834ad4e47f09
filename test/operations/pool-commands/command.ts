import type { fc } from '../../fast-check.ts'
import type { PoolModel } from '../pool-model.ts'
import type { PoolUnderTest } from '../pool-under-test.ts'
import { assertAlike } from './assert-alike.ts'
import type { Step } from './step.ts'

export function command<Arguments extends readonly unknown[]>(
  label: string,
  given: fc.Arbitrary<Arguments>,
  step: (...given: Arguments) => Step,
): fc.Arbitrary<fc.AsyncCommand<PoolModel, PoolUnderTest>> {
  return given.map((values) => new Command(`${label}(${values.join(', ')})`, step(...values)))
}

class Command implements fc.AsyncCommand<PoolModel, PoolUnderTest> {
  readonly label: string
  readonly step: Step

  constructor(label: string, step: Step) {
    this.label = label
    this.step = step
  }

  check(): boolean {
    return true
  }

  async run(model: PoolModel, pool: PoolUnderTest): Promise<void> {
    await this.step(model, pool)
    await assertAlike(model, pool)
  }

  toString(): string {
    return this.label
  }
}
