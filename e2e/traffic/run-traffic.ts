import { setTimeout as delay } from 'node:timers/promises'
import { type Action, actions, type Targets } from './actions.ts'
import { createKnownActivities } from './known-activities.ts'
import { createRandom, createWeightedPick, type Random } from './random.ts'
import { type Outcome, send } from './send.ts'

export interface TrafficOptions extends Targets {
  readonly ratePerSecond: number
  readonly durationMillis: number
  /** Ends the run early. */
  readonly signal?: AbortSignal
  /** Chooses the actions; `Math.random` by default. */
  readonly random?: Random
  onOutcome(action: Action, outcome: Outcome): void
}

/** Maximum open requests; further ones are skipped instead of queued. */
const maxOpen = 500

const tickMillis = 20

export interface TrafficRun {
  readonly sent: number
  /** Not sent, because too many requests were open. */
  readonly skipped: number
  readonly durationMillis: number
}

/**
 * Sends requests at a constant rate, independent of responses. Resolves after the last response.
 */
export async function runTraffic(options: TrafficOptions): Promise<TrafficRun> {
  const { ratePerSecond, durationMillis, signal, onOutcome } = options
  const random = createRandom()
  const pick = createWeightedPick(actions)
  const known = createKnownActivities()
  const open = new Set<Promise<void>>()
  let due = 0
  let skipped = 0

  const sendOne = () => {
    if (open.size >= maxOpen) {
      skipped += 1
      return
    }
    const action = pick(options.random ?? random)
    const pending = send(action.request(options, random, known)).then((outcome) => {
      known.learn(outcome.body)
      onOutcome(action, outcome)
      open.delete(pending)
    })
    open.add(pending)
  }

  const start = performance.now()
  while (!signal?.aborted) {
    const elapsed = Math.min(performance.now() - start, durationMillis)
    for (; due < Math.floor((elapsed / 1000) * ratePerSecond); due += 1) sendOne()
    if (elapsed >= durationMillis) break
    await delay(tickMillis, undefined, { signal }).catch(() => undefined)
  }
  const ranMillis = performance.now() - start
  await Promise.all(open)
  return { sent: due - skipped, skipped, durationMillis: ranMillis }
}
