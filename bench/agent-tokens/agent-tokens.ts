import { measureOverview, type OverviewSize } from '../../e2e/planted-traces/measure-overview.ts'
import { plantTraces } from '../../e2e/planted-traces/plant-traces.ts'
import { formatMarkdown } from '../report/markdown.ts'
import { writeResult } from '../report/results.ts'

const seed = 1
const endMillis = Date.UTC(2026, 10, 30)
/** English text and JSON have about four characters per token in common tokenizers. */
const charsPerToken = 4

/** Tokens that an agent reads to find the cause of a labeled trace: overview or whole trace. */
export async function benchAgentTokens(): Promise<void> {
  const measured: OverviewSize[] = []
  for (const trace of plantTraces({ seed, endMillis, innocents: 0 }))
    measured.push(await measureOverview(trace, endMillis))
  const byKind = Map.groupBy(measured, ({ kind }) => kind)
  const mean = (all: readonly number[]) =>
    Math.round(all.reduce((sum, value) => sum + value, 0) / all.length / charsPerToken)
  const rows = [...byKind, ['all', measured] as const].map(([kind, traces]) => {
    const overview = mean(traces.map((one) => one.overview))
    const dump = mean(traces.map((one) => one.dump))
    const named = traces.filter(({ isNamed }) => isNamed).length
    return [
      `\`${kind}\``,
      ...[String(traces.length), String(overview), String(dump)],
      ...[`${(dump / overview).toFixed(1)}×`, `${named} of ${traces.length}`],
    ]
  })
  const text = `# Tokens per task: find the cause in one trace

Labeled traces of seed ${seed}, as in [findings.md](findings.md). *Overview* is the response of the MCP tool
\`get_trace\`, *whole trace* the JSON of \`GET /api/v1/traces/{traceId}\`; both in mean tokens, estimated as
characters divided by ${charsPerToken}. *Named* counts the overviews with a finding of the planted kind; the whole
trace has no findings. An overview has at most 12,000 characters for a trace of any size.

${formatMarkdown(['cause', 'traces', 'overview', 'whole trace', 'ratio', 'named'], rows)}`
  await writeResult('agent-tokens', text, measured, undefined, 'md')
}
