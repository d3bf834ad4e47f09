import * as fc from 'fast-check'

/** Each run is the same, but for long ones, which look for what was not seen yet: `SALLYPORT_TEST_SEED=…` repeats one. */
export const seed = Number(
  process.env['SALLYPORT_TEST_SEED'] ?? (process.env['SALLYPORT_TEST_LONG'] ? Date.now() : 20_260_301),
)

fc.configureGlobal({ seed })

export { fc }
