import { describe, expect, it } from 'vitest'
import { loadConfig } from '../src/load-config.ts'

describe('loadConfig', () => {
  it('disables every signal without configuration, with a reason', () => {
    const config = loadConfig({})
    expect(config.spans.destination).toEqual({ off: 'OTEL_EXPORTER_OTLP_ENDPOINT is not set' })
    expect(config.segments.destination).toEqual({ off: 'AWS_XRAY_DAEMON_ADDRESS is not set' })
    expect(config.logs.destination).toEqual({ off: 'AWS_REGION is not set' })
    expect(config.errorReports.destination).toEqual({ off: 'ROLLBAR_ACCESS_TOKEN is not set' })
    expect(config.metrics.destination).toEqual({ off: 'OTEL_EXPORTER_OTLP_ENDPOINT is not set' })
    expect(config.service).toMatchObject({
      name: 'unknown_service:node',
      version: '0.0.0',
      environment: 'development',
    })
  })

  it('reads the identity from OTEL_RESOURCE_ATTRIBUTES; dedicated variables override it', () => {
    const { service } = loadConfig({
      OTEL_RESOURCE_ATTRIBUTES:
        'service.name=from%20attributes,service.version=1.2.3,deployment.environment.name=staging,service.instance.id=i-1,team=core',
      OTEL_SERVICE_VERSION: '2.0.0',
    })
    expect(service).toEqual({
      name: 'from attributes',
      version: '2.0.0',
      environment: 'staging',
      instanceId: 'i-1',
      codeVersion: '2.0.0',
      attributes: { team: 'core' },
    })
  })

  it('lists every invalid variable with the allowed form and without secrets', () => {
    const wrong = () =>
      loadConfig({
        OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318',
        OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
        OTEL_RESOURCE_ATTRIBUTES: 'no pair',
        TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS: 'soon',
        TELEMETRY_UNTRACED_PATHS: 'health',
        ROLLBAR_ACCESS_TOKEN: 'canary',
      })
    expect(wrong).toThrow(/OTEL_EXPORTER_OTLP_ENDPOINT must be an http.*\(got "localhost:4318"\)/)
    expect(wrong).toThrow(
      /OTEL_EXPORTER_OTLP_PROTOCOL must be one of http\/protobuf.*\(got "grpc"\)/,
    )
    expect(wrong).toThrow(/OTEL_RESOURCE_ATTRIBUTES must be key=value.*\(got "no pair"\)/)
    expect(wrong).toThrow(/TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS must be an integer.*\(got "soon"\)/)
    expect(wrong).toThrow(/TELEMETRY_UNTRACED_PATHS must be paths.*\(got "health"\)/)
    expect(wrong).not.toThrow(/canary/)
  })

  it('falls back to AWS_DEFAULT_REGION', () => {
    const regionOf = (environment: Record<string, string>) => {
      const { destination } = loadConfig(environment).logs
      return 'region' in destination ? destination.region : undefined
    }
    const AWS_DEFAULT_REGION = 'eu-west-1'
    expect(regionOf({ AWS_DEFAULT_REGION })).toBe('eu-west-1')
    expect(regionOf({ AWS_DEFAULT_REGION, AWS_REGION: '' })).toBe('eu-west-1')
    expect(regionOf({ AWS_DEFAULT_REGION, AWS_REGION: 'eu-central-1' })).toBe('eu-central-1')
  })

  it('excludes paths and their subpaths, not paths with the same prefix', () => {
    const { isUntraced } = loadConfig({ TELEMETRY_UNTRACED_PATHS: '/health, /metrics/' }).telemetry
    const untraced = ['/health', '/health/live', '/health?x=1', '/metrics', '/metrics/a']
    const traced = ['/', '/healthy', '/api/health', '/metricsx']
    expect([...untraced, ...traced].filter((path) => isUntraced(path))).toEqual(untraced)
  })
})
