import { createPoster } from '../../../delivery/post.ts'
import { startTimeout } from '../../../delivery/timeout.ts'
import type { Endpoint } from '../variables.ts'
import { parseRule, type Rule } from './rule.ts'
import type { Statistics, Target } from './rule-state.ts'

/** X-Ray's two sampling APIs, through the daemon's TCP port; the daemon signs the requests. */
export interface SamplingApi {
  fetchRules(signal: AbortSignal): Promise<Rule[]>
  fetchTargets(reports: readonly Report[], signal: AbortSignal): Promise<Targets>
}

interface Report {
  readonly ruleName: string
  readonly statistics: Statistics
}

interface Targets {
  readonly targets: readonly { readonly ruleName: string; readonly target: Target }[]
  /** Rules whose statistics X-Ray did not process. */
  readonly unprocessed: readonly string[]
  /** Epoch seconds. */
  readonly lastRuleModificationSeconds: number
}

const defaultTimeoutMillis = 5000
/** Limits a daemon that always returns a next page. */
const maxPages = 20

type Json = Record<string, unknown>

const headers = { 'content-type': 'application/json' }

export function createSamplingApi(
  { host, port }: Endpoint,
  clientId: string,
  timeoutMillis = defaultTimeoutMillis,
): SamplingApi {
  const { post } = createPoster()
  const base = `http://${host.includes(':') ? `[${host}]` : host}:${port}`

  async function call(path: string, body: Json, stop: AbortSignal): Promise<Json> {
    const timeout = new AbortController()
    const cancelTimeout = startTimeout(timeoutMillis, () =>
      timeout.abort(new Error(`no response within ${timeoutMillis} ms`)),
    )
    try {
      const signal = AbortSignal.any([stop, timeout.signal])
      const url = new URL(base + path)
      const { status, body: text } = await post(url, headers, JSON.stringify(body), signal)
      if (status < 200 || status > 299) throw new Error(`${path} returned HTTP ${status}`)
      const response: unknown = JSON.parse(text.toString())
      if (typeof response === 'object' && response !== null) return response as Json
      throw new Error(`${path} returned no JSON object`)
    } finally {
      cancelTimeout()
    }
  }

  return {
    async fetchRules(signal) {
      const rules: Rule[] = []
      let token: unknown
      for (let page = 0; page < maxPages; page += 1) {
        const response = await call('/GetSamplingRules', token ? { NextToken: token } : {}, signal)
        for (const record of list(response.SamplingRuleRecords)) {
          const rule = parseRule(record.SamplingRule)
          if (rule) rules.push(rule)
        }
        token = response.NextToken
        if (!token) break
      }
      return rules
    },

    async fetchTargets(reports, signal) {
      const response = await call(
        '/SamplingTargets',
        {
          SamplingStatisticsDocuments: reports.map(({ ruleName, statistics }) => ({
            RuleName: ruleName,
            ClientID: clientId,
            Timestamp: Math.floor(Date.now() / 1000),
            RequestCount: statistics.requestCount,
            SampledCount: statistics.sampledCount,
            BorrowCount: statistics.borrowCount,
          })),
        },
        signal,
      )
      return {
        targets: list(response.SamplingTargetDocuments).map(parseTarget),
        unprocessed: list(response.UnprocessedStatistics).map(({ RuleName }) => String(RuleName)),
        lastRuleModificationSeconds: numberOf(response.LastRuleModification) ?? 0,
      }
    },
  }
}

function parseTarget(document: Json): Targets['targets'][number] {
  return {
    ruleName: String(document.RuleName),
    target: {
      fixedRate: numberOf(document.FixedRate),
      reservoirQuota: numberOf(document.ReservoirQuota),
      reservoirQuotaTtlSeconds: numberOf(document.ReservoirQuotaTTL),
      intervalSeconds: numberOf(document.Interval),
    },
  }
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one) : []
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
