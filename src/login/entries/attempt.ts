import { Refusal } from '../../contract/refusal.ts'

/** The result of a flow, or the refusal it ended in; faults pass through. */
export async function attempt<Result>(flow: Promise<Result>): Promise<Result | Refusal> {
  try {
    return await flow
  } catch (cause) {
    if (cause instanceof Refusal) return cause
    throw cause
  }
}
