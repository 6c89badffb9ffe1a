import type { Attributes } from '@opentelemetry/api'
import { AWSXRay } from '../native/sdk.ts'

/** A sampling rule of X-Ray. */
export interface Rule {
  readonly name: string
  readonly priority: number
  /** The sampled share of requests beyond the reservoir, 0 to 1. */
  readonly fixedRate: number
  /** Requests per second for all hosts together; 0 disables borrowing. */
  readonly reservoirSize: number
  readonly serviceName: string
  readonly serviceType: string
  readonly host: string
  readonly httpMethod: string
  readonly urlPath: string
  readonly attributes: Readonly<Record<string, string>>
}

export interface SampledRequest {
  readonly serviceName: string
  readonly host?: string | undefined
  readonly httpMethod?: string | undefined
  /** Without query. */
  readonly urlPath?: string | undefined
  readonly attributes: Attributes
}

/** Matches every request that no other rule matches. */
const defaultRuleName = 'Default'

/** Undefined for an unsupported version, a rule for one resource, or an invalid rule. */
export function parseRule(value: unknown): Rule | undefined {
  const rule = (value ?? {}) as Record<string, unknown>
  const { RuleName: name, FixedRate: fixedRate, ReservoirSize: reservoirSize } = rule
  const priority = rule.Priority ?? (name === defaultRuleName ? 10_000 : undefined)
  if (rule.Version !== 1 || (rule.ResourceARN !== '*' && name !== defaultRuleName)) return undefined
  if (typeof name !== 'string' || typeof fixedRate !== 'number' || typeof priority !== 'number') {
    return undefined
  }
  const pattern = (key: string) => (typeof rule[key] === 'string' ? rule[key] : '*')
  return {
    name,
    priority,
    fixedRate,
    reservoirSize: typeof reservoirSize === 'number' ? reservoirSize : 0,
    serviceName: pattern('ServiceName'),
    serviceType: pattern('ServiceType'),
    host: pattern('Host'),
    httpMethod: pattern('HTTPMethod'),
    urlPath: pattern('URLPath'),
    attributes: (rule.Attributes ?? {}) as Record<string, string>,
  }
}

/** @param serviceType the platform of the service, such as `AWS::ECS::Container` */
export function matchesRule(
  rule: Rule,
  request: SampledRequest,
  serviceType: string | undefined,
): boolean {
  if (rule.name === defaultRuleName) return true
  return (
    matches(rule.serviceName, request.serviceName) &&
    matches(rule.httpMethod, request.httpMethod) &&
    matches(rule.urlPath, request.urlPath) &&
    matches(rule.host, request.host) &&
    matches(rule.serviceType, serviceType) &&
    Object.entries(rule.attributes).every(([key, pattern]) =>
      matches(pattern, request.attributes[key]?.toString()),
    )
  )
}

/** Only `*` matches a missing property. */
function matches(pattern: string, text: string | undefined): boolean {
  if (pattern === '*') return true
  return text !== undefined && AWSXRay.utils.wildcardMatch(pattern, text.slice(0, 2000))
}

/** In X-Ray's evaluation order: by priority, then by name, `Default` last. */
export function inOrder(rules: readonly Rule[]): Rule[] {
  const rank = ({ name, priority }: Rule) =>
    name === defaultRuleName ? Number.POSITIVE_INFINITY : priority
  return rules.toSorted((a, b) => {
    const [first, second] = [rank(a), rank(b)]
    if (first !== second) return first < second ? -1 : 1
    return a.name < b.name ? -1 : 1
  })
}
