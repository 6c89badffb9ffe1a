import type { TelemetryContract } from '../../packages/telemetry/src/testing/index.ts'
import type { Finding } from './finding.ts'

/** Whether alarms, dashboards or documentation use a name; returns the file that does. */
export type FindUse = (name: string) => string | undefined

type Fields = Readonly<Record<string, string>>

/** Compares the names and types of two contracts. Only used names may not be removed or change. */
export function compareTelemetry(
  old: TelemetryContract,
  current: TelemetryContract,
  findUse: FindUse,
): Finding[] {
  const findings: Finding[] = []
  const report = (rule: string, what: string, ...names: readonly string[]) => {
    const file = names.map(findUse).find(Boolean)
    findings.push({
      area: 'telemetry',
      rule,
      message: file ? `${what}, used by ${file}` : `${what}, not used`,
      effect: file ? 'stop' : 'none',
    })
  }
  const added = (what: string) =>
    findings.push({ area: 'telemetry', rule: 'telemetry-added', message: what, effect: 'none' })

  const compareFields = (owner: string, before: Fields, after: Fields) => {
    for (const [name, type] of Object.entries(before))
      if (!(name in after)) report('attribute-removed', `${owner}: no ${name}`, ...formsOf(name))
      else if (after[name] !== type)
        report(
          'attribute-type-changed',
          `${owner}: ${name} changed from ${type} to ${after[name]}`,
          ...formsOf(name),
        )
    for (const name of Object.keys(after))
      if (!(name in before)) added(`${owner}: ${name} was added`)
  }
  const compareNamed = (
    noun: string,
    before: Readonly<Record<string, Fields>> = {},
    after: Readonly<Record<string, Fields>> = {},
  ) => {
    for (const [name, fields] of Object.entries(before)) {
      const now = after[name]
      if (now) compareFields(`${noun} ${name}`, fields, now)
      else report(`${noun.replace(' ', '-')}-removed`, `no ${noun} ${name}`, name)
    }
    for (const name of Object.keys(after)) if (!(name in before)) added(`${noun} ${name} was added`)
  }

  compareNamed('span', old.spans, current.spans)
  compareNamed('segment', old.segments, current.segments)
  compareNamed('log line', old.logLines, current.logLines)
  compareFields('error report', old.errorReports ?? {}, current.errorReports ?? {})
  compareNamed('metric', attributesOf(old), attributesOf(current))
  for (const [name, { unit }] of Object.entries(old.metrics ?? {})) {
    const now = current.metrics?.[name]?.unit
    if (now !== undefined && now !== unit)
      report('metric-unit-changed', `metric ${name}: unit changed from ${unit} to ${now}`, name)
  }
  return findings
}

const attributesOf = ({ metrics }: TelemetryContract) =>
  Object.fromEntries(
    Object.entries(metrics ?? {}).map(([name, { attributes }]) => [name, attributes]),
  )

/** Queries write the annotation `annotations.outcome` as `annotation.outcome` and log fields as `$.field`. */
function formsOf(name: string): string[] {
  if (name.startsWith('annotations.')) return [name.replace('annotations.', 'annotation.')]
  const [, key] = /^metadata\.[^.]+\.(.+)$/.exec(name) ?? []
  return key ? [name, key] : [name]
}
