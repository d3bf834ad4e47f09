/** One resource of a template with every intrinsic function resolved. */
export interface TemplateResource {
  readonly logicalId: string
  /** For example `AWS::ApiGateway::RestApi`; never `AWS::Serverless::…`, which are transformed first. */
  readonly type: string
  /** What `Ref` yields: a pool's id, an API's id, a function's name. */
  readonly physicalId: string
  readonly properties: Readonly<Record<string, unknown>>
  /** What `Fn::GetAtt` yields, by attribute name. */
  readonly attributes: Readonly<Record<string, unknown>>
  /** The line in the template's file, counted from 1. */
  readonly line?: number
  /** Where the value at a path (`['Properties', 'Body', …]`) is written: not always in the template's own file. */
  readonly placeOf?: (path: readonly (string | number)[]) => { readonly file: string; readonly line?: number }
}
