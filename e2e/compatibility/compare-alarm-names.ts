import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from './finding.ts'

/** Fields and events of CloudWatch filter patterns: `$.droppedTotal`, `$.event = "telemetry.outage"`. */
const inPatterns = /\$\.event = "([\w.-]+)"|\$\.(?:\w+\.)*(\w+)/g

/**
 * Finds names in the alarms of the deployed version that the sources of the new one no longer contain.
 * Covers the lines of rare events, such as outages, which no contract records.
 */
export function compareAlarmNames(oldTree: string, tree: string, service: string): Finding[] {
  const alarms = readAll(oldTree, 'deploy/{aws,kubernetes,compose}/**/*.{ts,json,yaml}')
  const sources = readAll(tree, `{packages/*,apps/${service}}/src/**/*.ts`).map(({ text }) => text)
  const findings = new Map<string, Finding>()
  for (const { file, text } of alarms)
    for (const [, event, field] of text.matchAll(inPatterns)) {
      const name = event ?? field ?? ''
      const pattern = new RegExp(`(?<![\\w.])${RegExp.escape(name)}(?![\\w])`)
      if (sources.some((source) => pattern.test(source))) continue
      findings.set(name, {
        area: 'telemetry',
        rule: event ? 'event-removed' : 'field-removed',
        message: `${event ? 'event' : 'field'} ${name} is not in the sources, used by ${file}`,
        effect: 'stop',
      })
    }
  return [...findings.values()]
}

function readAll(folder: string, pattern: string) {
  return globSync(pattern, { cwd: folder, exclude: ['**/node_modules'] })
    .sort()
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
}
