export interface Group {
  readonly poolId: string
  readonly name: string
  readonly description: string | undefined
  readonly roleArn: string | undefined
  readonly precedence: number | undefined
  readonly createdAt: Date
  readonly updatedAt: Date
}
