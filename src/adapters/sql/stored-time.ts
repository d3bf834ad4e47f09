export function toTime(date: Date): number {
  return date.getTime()
}

export function toTimeOrNull(date: Date | undefined): number | null {
  return date === undefined ? null : date.getTime()
}

export function fromTime(time: number): Date {
  return new Date(time)
}

export function fromTimeOrNull(time: number | null): Date | undefined {
  return time === null ? undefined : new Date(time)
}
