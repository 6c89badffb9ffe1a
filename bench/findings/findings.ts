import { examine } from '../../e2e/planted-traces/examine.ts'
import { type DetectorScore, measureDetectors } from '../../e2e/planted-traces/measure.ts'
import { plantTraces } from '../../e2e/planted-traces/plant-traces.ts'
import { formatMarkdown } from '../report/markdown.ts'
import { machine, writeResult } from '../report/results.ts'

/** The first is that of `traffic --plant`; the others were not used to choose thresholds. */
const seeds = [1, 101, 102, 103, 104, 105]
const endMillis = Date.UTC(2026, 10, 30)
const goal = 0.95

/** Precision and recall of each detector on labeled traces, and the time that they take. */
export async function benchFindings(): Promise<void> {
  const runs = seeds.map((seed) => {
    const traces = plantTraces({ seed, endMillis })
    return { seed, traces, scores: measureDetectors(traces, endMillis) }
  })
  const [first] = runs
  if (first === undefined) return
  const rows = first.scores.map((score) => {
    const ofKind = runs.flatMap(({ scores }) => scores.filter(({ kind }) => kind === score.kind))
    const least = (value: (score: DetectorScore) => number) => Math.min(...ofKind.map(value))
    const isMet =
      least(({ precision }) => precision) >= goal && least(({ recall }) => recall) >= goal
    return [
      `\`${score.kind}\``,
      String(score.truePositives + score.falseNegatives),
      score.precision.toFixed(3),
      score.recall.toFixed(3),
      least(({ precision }) => precision).toFixed(3),
      least(({ recall }) => recall).toFixed(3),
      isMet ? 'met' : 'not met',
    ]
  })
  const start = performance.now()
  for (const trace of first.traces) examine(trace, endMillis)
  const millis = (performance.now() - start) / first.traces.length
  const innocents = runs.flatMap(({ traces }) =>
    traces.filter(({ scenario }) => scenario.startsWith('innocent')),
  )
  const alarms = innocents.filter((trace) =>
    examine(trace, endMillis).some(({ kind }) => !trace.labels.includes(kind)),
  )
  const text = `# Detectors of findings on labeled traces

${machine()}. Each seed generates ${first.traces.length} traces: 20 of each kind, and 500 innocent ones. They follow
the names and attributes of seven SDKs, four with the current semantic conventions and three with older ones;
traces of the older SDKs are labeled \`deprecated-attribute\` as well. The goal is ${goal} for precision and recall
of every detector and seed. ${alarms.length} of the ${innocents.length} innocent traces have a finding without a label. Decoding, placing and examining a
trace takes ${millis.toFixed(2)} ms.

${formatMarkdown(['kind', 'labeled', 'precision', 'recall', `lowest precision of ${seeds.length} seeds`, 'lowest recall', `goal ${goal}`], rows)}

The generator and the detectors have the same authors: the figures show that the detectors do what they are
designed to do on known shapes and near misses, not how often they are right in production.`
  await writeResult(
    'findings',
    text,
    runs.map(({ seed, scores }) => ({ seed, scores })),
    undefined,
    'md',
  )
}
