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
  return validRule(fieldsOf(body, 'SamplingRule'))
}

/**
 * Reads `SamplingRuleUpdate` of UpdateSamplingRule: a rule with the given fields in place of its own.
 *
 * @throws XrayRequestError
 */
export function readSamplingRuleUpdate(
  body: unknown,
  ruleOf: (name: string) => SamplingRule | undefined,
): SamplingRule {
  const { RuleName: _, RuleARN: __, ...fields } = fieldsOf(body, 'SamplingRuleUpdate')
  const name = readRuleName(fieldsOf(body, 'SamplingRuleUpdate'))
  const rule = ruleOf(name)
  if (!rule) throw new XrayRequestError('Sampling rule does not exist')
  if (name !== 'Default') return validRule({ ...rule, ...fields })
  const fixed = Object.keys(fields).find((field) => !(field in defaultFields))
  if (fixed !== undefined) throw new XrayRequestError(`${fixed} of the default rule is fixed`)
  // Its priority is above those of other rules.
  return { ...validRule({ ...rule, ...fields, Priority: 1 }), Priority: rule.Priority }
}

/** Fields of the default rule that X-Ray lets clients change. */
const defaultFields = { FixedRate: true, ReservoirSize: true }

/** The name of a rule that a request names by `RuleName` or `RuleARN`. @throws XrayRequestError */
export function readRuleName(fields: Readonly<Record<string, unknown>>): string {
  const name = fields.RuleName ?? fields.RuleARN
  if (typeof name !== 'string') throw new XrayRequestError('RuleName or RuleARN is required')
  return name.slice(name.lastIndexOf('/') + 1)
}

function fieldsOf(body: unknown, name: string): Record<string, unknown> {
  const fields = (body as Record<string, unknown> | null)?.[name]
  if (typeof fields !== 'object' || fields === null)
    throw new XrayRequestError(`${name} is required`)
  return fields as Record<string, unknown>
}

function validRule(fields: Record<string, unknown>): SamplingRule {
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

export interface SamplingRuleRecord {
  readonly rule: SamplingRule
  /** Epoch seconds. */
  readonly createdAt: number
  readonly modifiedAt: number
}

/** The created rules by name, in memory: they end with the process. */
export function createSamplingRules(nowMillis: () => number) {
  const records = new Map<string, SamplingRuleRecord>()
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
        throw new XrayRequestError(`The limit of ${maxRules} sampling rules is reached`)
      changedAt = seconds()
      const record = { rule, createdAt: changedAt, modifiedAt: changedAt }
      records.set(rule.RuleName, record)
      return record
    },
    /** Replaces the rule of the same name. */
    update(rule: SamplingRule) {
      changedAt = seconds()
      const createdAt = records.get(rule.RuleName)?.createdAt ?? changedAt
      const record = { rule, createdAt, modifiedAt: changedAt }
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
