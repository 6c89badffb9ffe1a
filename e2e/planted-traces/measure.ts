import { findingKindNames } from '../../apps/console/src/contract/finding-kinds.ts'
import type { PlantedTrace } from './build/planted-trace.ts'
import { examine } from './examine.ts'

/** Accuracy of one detector. */
export interface DetectorScore {
  readonly kind: string
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
  /** 0 to 1. */
  readonly precision: number
  readonly recall: number
  /** Scenarios that it missed, and those in which it found something else. */
  readonly missed: readonly string[]
  readonly wronglyFound: readonly string[]
}

/** Compares the kinds that are found in each trace with its labels. */
export function measureDetectors(
  traces: readonly PlantedTrace[],
  nowMillis: number,
): DetectorScore[] {
  const results = traces.map((trace) => ({
    trace,
    found: new Set<string>(examine(trace, nowMillis).map(({ kind }) => kind)),
  }))
  return findingKindNames.map((kind) => {
    const labeled = results.filter(({ trace }) => trace.labels.includes(kind))
    const found = results.filter((result) => result.found.has(kind))
    const truePositives = labeled.filter((result) => result.found.has(kind)).length
    const names = (of: typeof results) => [...new Set(of.map(({ trace }) => trace.scenario))]
    return {
      ...{ kind, truePositives },
      falsePositives: found.length - truePositives,
      falseNegatives: labeled.length - truePositives,
      precision: found.length === 0 ? 0 : truePositives / found.length,
      recall: labeled.length === 0 ? 0 : truePositives / labeled.length,
      missed: names(labeled.filter((result) => !result.found.has(kind))),
      wronglyFound: names(found.filter(({ trace }) => !trace.labels.includes(kind))),
    }
  })
}
