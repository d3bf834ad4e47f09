/** A user who will be deleted unless they keep their account before `dueAt`. */
export interface DeletionPlan {
  readonly poolId: string
  readonly sub: string
  readonly dueAt: Date
}

export interface DeletionPlanQueries {
  find(poolId: string, sub: string): Promise<DeletionPlan | undefined>
  /** Those whose time has come by `now`, the oldest first, at most `limit`. */
  listDue(now: Date, limit: number): Promise<readonly DeletionPlan[]>
}

export type DeletionPlanWrite =
  /** In the place of an earlier one. */
  | { readonly write: 'planDeletion'; readonly plan: DeletionPlan }
  | { readonly write: 'dropDeletionPlan'; readonly poolId: string; readonly sub: string }
  /** Guard `deletion-due`: the plan is still there, and its time has come by `now`. Gone with this. */
  | { readonly write: 'takeDueDeletion'; readonly poolId: string; readonly sub: string; readonly now: Date }
