import type { Variable } from '@cruddur/environment'
import { findingKindNames, isFindingKind } from './contract/finding-kinds.ts'
import type { FindingSettings } from './findings/find-findings.ts'
import { defaultThresholds, type Thresholds } from './findings/thresholds.ts'

const names = Object.keys(defaultThresholds).join(', ')

const thresholds = {
  description:
    'Thresholds of the detectors, as name=number separated by commas; docs/findings.md lists the names',
  allowed: `name=number of 0 to 1000000000 separated by commas, with the names ${names}`,
  secret: false,
  parse: (text: string): Thresholds => ({
    ...defaultThresholds,
    ...Object.fromEntries(text.split(',').map(readThreshold)),
  }),
} satisfies Variable<Thresholds>

/** @throws when the entry is not a known name with a number */
function readThreshold(entry: string): [string, number] {
  const [, name = '', value] = /^\s*(\w+)\s*=\s*(\d{1,9}(?:\.\d{1,6})?)\s*$/.exec(entry) ?? []
  if (!Object.hasOwn(defaultThresholds, name)) throw new Error(thresholds.allowed)
  return [name, Number(value)]
}

const disabled = {
  description: 'Disabled kinds of findings',
  allowed: `kinds separated by commas: ${findingKindNames.join(', ')}`,
  secret: false,
  parse: (text: string) => {
    const kinds = text.split(',').map((kind) => kind.trim())
    const known = kinds.filter(isFindingKind)
    if (known.length < kinds.length) throw new Error(disabled.allowed)
    return new Set(known)
  },
} satisfies Variable<FindingSettings['disabled']>

export const findingVariables = {
  CONSOLE_FINDING_THRESHOLDS: thresholds as Variable<Thresholds | undefined>,
  CONSOLE_FINDINGS_DISABLED: disabled as Variable<FindingSettings['disabled'] | undefined>,
}

export function findingSettings(
  values: {
    readonly [Name in keyof typeof findingVariables]: ReturnType<
      (typeof findingVariables)[Name]['parse']
    >
  },
): FindingSettings {
  return {
    thresholds: values.CONSOLE_FINDING_THRESHOLDS ?? defaultThresholds,
    disabled: values.CONSOLE_FINDINGS_DISABLED ?? new Set(),
  }
}
