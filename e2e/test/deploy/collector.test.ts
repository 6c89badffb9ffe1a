import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { environmentOf, interpolate, service } from '../support/compose-file.ts'
import { repository } from '../support/run-script.ts'

const kinds = ['receivers', 'processors', 'exporters'] as const
type Kind = (typeof kinds)[number]

interface CollectorConfig extends Readonly<Record<Kind, Record<string, object>>> {
  readonly service: { readonly pipelines: Record<string, Readonly<Record<Kind, string[]>>> }
}

describe('the Collector', () => {
  /** The effective configuration: files are merged in order; maps are merged, other values replaced. */
  async function config(env: Record<string, string>) {
    const files = (service('collector').command ?? []).map((argument) =>
      interpolate(argument, env).replace('--config=/etc/otelcol/', ''),
    )
    const texts = await Promise.all(
      files.map((file) => readFile(join(repository, 'deploy/compose', file), 'utf8')),
    )
    const merged = texts.map((text) => parse(text)).reduce(merge) as CollectorConfig
    return { text: texts.join('\n'), merged }
  }
  const merge = (under: unknown, over: unknown): unknown =>
    isMap(under) && isMap(over)
      ? { ...under, ...mapValues(over, (value, key) => merge(under[key], value)) }
      : over
  const isMap = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  const mapValues = (map: Record<string, unknown>, to: (value: unknown, key: string) => unknown) =>
    Object.fromEntries(Object.entries(map).map(([key, value]) => [key, to(value, key)]))

  test('sends to Honeycomb with a key, and without one does not try', async () => {
    const without = await config({})
    expect(without.merged).toMatchObject({
      service: { pipelines: { traces: { exporters: ['clickhouse'] } } },
    })
    expect(without.text).not.toContain('HONEYCOMB_API_KEY}')
    const withKey = await config({ HONEYCOMB_API_KEY: 'k' })
    expect(withKey.merged).toMatchObject({
      exporters: { 'otlphttp/honeycomb': { endpoint: 'https://api.honeycomb.io' } },
      service: {
        pipelines: {
          traces: { receivers: ['otlp'], exporters: ['clickhouse', 'otlphttp/honeycomb'] },
          logs: { exporters: ['clickhouse'] },
        },
      },
    })
  })

  test.each([{}, { HONEYCOMB_API_KEY: 'k' }])(
    'uses only its own definitions and the variables of Compose: %o',
    async (env) => {
      const { text: files, merged } = await config(env)
      for (const pipeline of Object.values(merged.service.pipelines))
        for (const kind of kinds)
          for (const name of pipeline[kind]) expect(merged[kind]).toHaveProperty([name])
      const given = Object.keys(environmentOf('collector', env))
      for (const [, name] of files.matchAll(/\$\{env:(\w+)\}/g)) expect(given).toContain(name)
    },
  )

  test('listens where its profile sends the services', async () => {
    const { merged } = await config({})
    expect(merged).toMatchObject({
      receivers: { otlp: { protocols: { http: { endpoint: '0.0.0.0:4318' } } } },
      exporters: { clickhouse: { endpoint: 'http://clickhouse:8123' } },
    })
  })
})
