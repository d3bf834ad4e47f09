import type { Intrinsic } from './intrinsic.ts'

export const toJsonString: Intrinsic = (argument, path, scope) => JSON.stringify(scope.evaluate(argument, path) ?? null)
