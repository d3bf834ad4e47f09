// In place of the package's own types, which bring those of a browser along; `paths` of tsconfig.json leads here.
export interface AuthConfig {
  readonly basePath: string
  readonly secret: string
  readonly trustHost: boolean
  readonly providers: readonly object[]
  readonly callbacks: Readonly<Record<string, (asked: any) => object>>
  readonly logger: { error(problem: Error): void }
}
export function Auth(request: Request, config: AuthConfig): Promise<Response>
