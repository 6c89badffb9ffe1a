import { XrayRequestError } from './xray-request-error.ts'

/** A rule in the form of X-Ray's API. */
export interface SamplingRule {
  readonly RuleName: string
  readonly Priority: number
  readonly FixedRate: number
  readonly ReservoirSize: number
  readonly [field: string]: unknown
}

/** X-Ray's quota. */
const maxRules = 25
/** Maximum length of the texts; each is required, and `*` matches everything. */
const texts = {
  ...{ RuleName: 32, ResourceARN: 500, ServiceName: 64, ServiceType: 64 },
  ...{ Host: 64, HTTPMethod: 10, URLPath: 128 },
}
const numbers = {
  Priority: { min: 1, max: 9_999, isInteger: true },
  FixedRate: { min: 0, max: 1, isInteger: false },
  ReservoirSize: { min: 0, max: 1_000_000, isInteger: true },
}
const maxAttributes = 5

/** Reads `SamplingRule` of CreateSamplingRule. @throws XrayRequestError */
export function readSamplingRule(body: unknown): SamplingRule {
  const rule = (body as Record<string, unknown> | null)?.SamplingRule
  if (typeof rule !== 'object' || rule === null)
    throw new XrayRequestError('SamplingRule is required')
  const fields = rule as Record<string, unknown>
  if (fields.Version !== 1) throw new XrayRequestError('Version must be 1')
  const read: Record<string, unknown> = { Version: 1, Attributes: readAttributes(fields) }
  for (const [name, maxLength] of Object.entries(texts)) {
    const value = fields[name]
    if (typeof value !== 'string' || value === '' || value.length > maxLength)
      throw new XrayRequestError(`${name} must have 1 to ${maxLength} characters`)
    read[name] = value
  }
  for (const [name, { min, max, isInteger }] of Object.entries(numbers)) {
    const value = Number(fields[name])
    const isValid = isInteger ? Number.isInteger(value) : Number.isFinite(value)
    if (typeof fields[name] !== 'number' || !isValid || value < min || value > max)
      throw new XrayRequestError(`${name} must be a number from ${min} to ${max}`)
    read[name] = value
  }
  return read as SamplingRule
}

function readAttributes({ Attributes: attributes = {} }: Record<string, unknown>) {
  const entries = typeof attributes === 'object' && attributes ? Object.entries(attributes) : []
  if (entries.length > maxAttributes || entries.some(([, value]) => typeof value !== 'string'))
    throw new XrayRequestError(`Attributes must have at most ${maxAttributes} texts`)
  return Object.fromEntries(entries)
}

/** The created rules by name, in memory: they end with the process. */
export function createSamplingRules(nowMillis: () => number) {
  const records = new Map<string, { readonly rule: SamplingRule; readonly createdAt: number }>()
  let changedAt = 0
  const seconds = () => Math.floor(nowMillis() / 1_000)

  return {
    records: () => [...records.values()].sort((a, b) => a.rule.Priority - b.rule.Priority),
    get: (name: string) => records.get(name)?.rule,
    /** Epoch seconds of the last change. */
    changedAt: () => changedAt,
    /** @throws XrayRequestError when the name is taken or there are 25 rules */
    create(rule: SamplingRule) {
      if (rule.RuleName === 'Default' || records.has(rule.RuleName))
        throw new XrayRequestError(`A sampling rule with the name ${rule.RuleName} already exists`)
      if (records.size >= maxRules)
        throw new XrayRequestError(`There are ${maxRules} sampling rules at most`)
      changedAt = seconds()
      const record = { rule, createdAt: changedAt }
      records.set(rule.RuleName, record)
      return record
    },
    /** @throws XrayRequestError when no rule has the name */
    delete(name: string) {
      const record = records.get(name)
      if (!record) throw new XrayRequestError('Sampling rule does not exist')
      records.delete(name)
      changedAt = seconds()
      return record
    },
  }
}
