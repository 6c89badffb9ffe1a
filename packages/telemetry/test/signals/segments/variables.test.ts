import { readEnvironment } from '@cruddur/environment'
import { describe, expect, it } from 'vitest'
import { awsVariables } from '../../../src/config/aws-destination.ts'
import { segmentsConfig, segmentsVariables } from '../../../src/signals/segments/variables.ts'

const configOf = (environment: Record<string, string>) =>
  segmentsConfig(readEnvironment({ ...segmentsVariables, ...awsVariables }, environment))

describe('segmentsConfig', () => {
  it.each([
    ['127.0.0.1:2000', { host: '127.0.0.1', port: 2000 }, { host: '127.0.0.1', port: 2000 }],
    ['xray-daemon:2000', { host: 'xray-daemon', port: 2000 }, { host: 'xray-daemon', port: 2000 }],
    ['udp:a:1 tcp:b:2', { host: 'a', port: 1 }, { host: 'b', port: 2 }],
    ['tcp:b:2 udp:a:1', { host: 'a', port: 1 }, { host: 'b', port: 2 }],
    ['[::1]:2000', { host: '::1', port: 2000 }, { host: '::1', port: 2000 }],
    [
      'udp:[fd00::1]:2000 tcp:[fe80::1%eth0]:2001',
      { host: 'fd00::1', port: 2000 },
      { host: 'fe80::1%eth0', port: 2001 },
    ],
    // Kubernetes: [$(NODE_IP)]:2000 with an IPv4 node.
    ['[10.0.0.1]:2000', { host: '10.0.0.1', port: 2000 }, { host: '10.0.0.1', port: 2000 }],
  ])('reads the daemon address %s', (address, udp, tcp) => {
    const config = configOf({ AWS_XRAY_DAEMON_ADDRESS: address })
    expect(config.destination).toEqual({ udp })
    expect(config.sampling).toEqual(tcp)
  })

  it.each([
    '2000',
    'host',
    ':2000',
    'udp:a:1',
    'udp:a:1 udp:b:2',
    'a:1 b:2',
    'a:123456',
    'a:65536',
    'a:0',
    '::1:2000',
  ])('refuses %s, naming the allowed forms', (address) => {
    expect(() => configOf({ AWS_XRAY_DAEMON_ADDRESS: address })).toThrow(
      `AWS_XRAY_DAEMON_ADDRESS must be host:port, or udp:host:port tcp:host:port; an IPv6 address in brackets (got "${address}")`,
    )
  })

  it('is off without an address, with a reason', () => {
    expect(configOf({}).destination).toEqual({ off: 'AWS_XRAY_DAEMON_ADDRESS is not set' })
  })

  it('uses the domain of regions in China', () => {
    const environment = { TELEMETRY_XRAY_EXPORTER: 'otlp', AWS_REGION: 'cn-north-1' }
    expect(configOf(environment).destination).toMatchObject({
      url: 'https://xray.cn-north-1.amazonaws.com.cn/v1/traces',
    })
  })

  it('applies an endpoint override for OTLP', () => {
    const environment = {
      TELEMETRY_XRAY_EXPORTER: 'otlp',
      AWS_REGION: 'us-gov-west-1',
      AWS_ENDPOINT_URL_XRAY: 'http://127.0.0.1:4000/',
    }
    expect(configOf(environment).destination).toMatchObject({
      signing: { region: 'us-gov-west-1', service: 'xray' },
      url: 'http://127.0.0.1:4000/v1/traces',
    })
  })
})
