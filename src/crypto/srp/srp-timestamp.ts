const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const shape = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) UTC (\d{4})$/

/** Reads TIMESTAMP, `EEE MMM d HH:mm:ss UTC yyyy` in English: only the one spelling that a date has. */
export function parseSrpTimestamp(text: string): Date | undefined {
  const [, monthName = '', ...numbers] = shape.exec(text) ?? []
  const [day = 0, hours = 0, minutes = 0, seconds = 0, year = 0] = numbers.map(Number)
  const date = new Date(Date.UTC(year, months.indexOf(monthName), day, hours, minutes, seconds))
  return formatSrpTimestamp(date) === text ? date : undefined
}

/** Writes TIMESTAMP as clients do: the day of the month is not padded. */
export function formatSrpTimestamp(date: Date): string {
  const time = date.toISOString().slice(11, 19)
  const day = `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${date.getUTCDate()}`
  return `${day} ${time} UTC ${date.getUTCFullYear()}`
}
