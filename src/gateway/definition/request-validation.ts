/** REST: what a method's request validator asks for. Undefined parts are not asked for. */
export interface RequestValidation {
  readonly requiredParameters: readonly RequiredParameter[]
  /** By media type, in lower case; `$default` stands for all others. A body of another type is not looked at. */
  readonly bodies: ReadonlyMap<string, BodyValidator>
}

export interface RequiredParameter {
  readonly in: 'header' | 'path' | 'querystring'
  readonly name: string
}

/** What is wrong with a body that can be read as JSON, in the words of API Gateway; empty where nothing is. */
export type BodyValidator = (json: string) => readonly string[]
