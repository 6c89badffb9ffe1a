import { countOf } from '../../format/count-of.ts'
import { deprecatedAttributes } from '../deprecated-attributes.ts'
import type { Detector } from '../detector.ts'
import { findingOf } from '../finding.ts'
import { some } from '../text.ts'
import type { SpanNode } from '../trace/trace-graph.ts'

const optInAreas = {
  ...{ http: /^(?:http|net)\./, database: /^db\./, rpc: /^rpc\./, messaging: /^messaging\./ },
  code: /^code\./,
}

interface Deprecated {
  readonly keys: Map<string, number>
  readonly spans: SpanNode[]
}

/** Attributes that the semantic conventions have replaced, unless the span has the replacement as well. */
export const deprecatedAttribute: Detector = ({ nodes }) => {
  const byService = new Map<string, Deprecated>()
  for (const node of nodes) {
    const keys = deprecatedKeys(node.span.SpanAttributes)
    if (keys.length === 0) continue
    const { ServiceName } = node.span
    const found: Deprecated = byService.get(ServiceName) ?? {
      keys: new Map<string, number>(),
      spans: [],
    }
    byService.set(ServiceName, found)
    found.spans.push(node)
    for (const key of keys) found.keys.set(key, (found.keys.get(key) ?? 0) + 1)
  }
  return [...byService].map(([service, { keys, spans }]) => {
    const names = [...keys.keys()].toSorted()
    const replacements = names.map((key) => `${key} → ${deprecatedAttributes.get(key)?.join(', ')}`)
    return findingOf('deprecated-attribute', spans, {
      reason: `${service} sends ${countOf(names.length, 'deprecated attribute')} on ${countOf(spans.length, 'span')}: ${some(names)}`,
      advice: `Upgrade the instrumentation${optIn(names)}. Replacements: ${some(replacements, 8)}`,
      evidence: {
        attributes: names.length,
        spans: spans.length,
        keys: names.slice(0, 30).join(', '),
      },
    })
  })
}

/** The variable that makes an instrumentation send the replacements, with the areas of these attributes. */
function optIn(keys: readonly string[]): string {
  const areas = Object.entries(optInAreas)
    .filter(([, prefix]) => keys.some((key) => prefix.test(key)))
    .map(([area]) => area)
  return areas.length === 0 ? '' : `, or set OTEL_SEMCONV_STABILITY_OPT_IN=${areas.join(',')}`
}

function deprecatedKeys(attributes: Readonly<Record<string, string>>): string[] {
  const keys: string[] = []
  for (const key in attributes) {
    const replacements = deprecatedAttributes.get(key)
    if (replacements === undefined) continue
    if (!replacements.some((replacement) => attributes[replacement] !== undefined)) keys.push(key)
  }
  return keys
}
