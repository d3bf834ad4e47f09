import { setTimeout as delay } from 'node:timers/promises'

/**
 * Waits until it is so, however slow the machine: no number of tries stands for a time. What never comes about is
 * ended by the run, which says which test was under way.
 */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(5)
}
