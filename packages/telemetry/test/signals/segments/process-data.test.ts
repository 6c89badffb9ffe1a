import http from 'node:http'
import { hostname } from 'node:os'
import { trace } from '@opentelemetry/api'
import { describe, expect, it, vi } from 'vitest'
import { startSamplingApi, startUdp } from './daemon.ts'
import { rulesOf, start } from './start.ts'

describe('a segment on ECS', () => {
  it('identifies its container, which rules can match', async () => {
    const httpRequest = vi.spyOn(http, 'request')
    const daemon = await startUdp()
    const api = await startSamplingApi()
    const onEcs = { ServiceType: 'AWS::ECS::Container', RuleName: 'ecs' }
    api.responses['/GetSamplingRules'] = () => rulesOf(1, onEcs)
    const segments = start({
      logGroup: 'cruddur',
      environment: {
        AWS_XRAY_DAEMON_ADDRESS: `udp:127.0.0.1:${daemon.port} tcp:127.0.0.1:${api.port}`,
        ECS_CONTAINER_METADATA_URI_V4: 'http://169.254.170.2/v4/abc',
      },
    })
    await expect
      .poll(() => {
        trace.getTracer('test').startSpan('job').end()
        return daemon.documents.at(-1)
      })
      .toMatchObject({
        origin: 'AWS::ECS::Container',
        aws: {
          ecs: { container: hostname() },
          // CloudWatch finds the log lines of a trace with it.
          cloudwatch_logs: [{ log_group: 'cruddur' }],
          xray: { rule_name: 'ecs' },
        },
      })
    // No network request for container or instance metadata, only for the sampling rules.
    const hosts = httpRequest.mock.calls.map(([url]) => (url as URL).host)
    expect(new Set(hosts)).toEqual(new Set([`127.0.0.1:${api.port}`]))
    await segments.stop()
    await api.stop()
    await daemon.stop()
  })
})
