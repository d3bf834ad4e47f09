/** The operations of a test as a table has them: in modules that are loaded when they are called. */
export function operationTable<Operations extends object>(
  operations: Operations,
): { readonly [Name in keyof Operations]: () => Promise<Operations> } {
  const load = async (): Promise<Operations> => operations
  return Object.fromEntries(Object.keys(operations).map((name) => [name, load])) as {
    [Name in keyof Operations]: typeof load
  }
}
