import { describe, expect, it } from 'vitest'
import { localEnvironment, localStack } from '../../../scripts/dev/local-stack.ts'

const ports = (environment: Record<string, string>) =>
  Object.fromEntries(localStack(environment).map(({ name, port }) => [name, port]))

describe('the local stack', () => {
  it('uses the default ports and changes no variable', () => {
    expect(ports({})).toMatchObject({
      console: 4000,
      'home-activities': 4001,
      'user-activities': 4002,
    })
    expect(localEnvironment({ LOG_LEVEL: 'warn' })).toEqual({ LOG_LEVEL: 'warn' })
  })

  it('derives every port and URL from CRUDDUR_PORT_BASE', () => {
    expect(localEnvironment({ CRUDDUR_PORT_BASE: '5000' })).toMatchObject({
      CRUDDUR_PORT_BASE: '5000',
      CONSOLE_PORT: '5000',
      HOME_ACTIVITIES_PORT: '5001',
      USER_ACTIVITIES_PORT: '5002',
      CONSOLE_XRAY_PORT: '5200',
      CONSOLE_OTLP_PORT: '5318',
      CONSOLE_URL: 'http://127.0.0.1:5000',
      CONSOLE_SERVICES: expect.stringMatching(
        /home-activities=http:\/\/127.0.0.1:5001,(.*,)?user-activities=http:\/\/127.0.0.1:5002/,
      ),
      USER_ACTIVITIES_URL: 'http://127.0.0.1:5002',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:5318',
      AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:5200',
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: 'http://127.0.0.1:5000',
      ROLLBAR_ENDPOINT: 'http://127.0.0.1:5000/api/1/item/',
    })
  })

  it('lets a port and a URL that are set override the base', () => {
    const environment = {
      CRUDDUR_PORT_BASE: '5000',
      CONSOLE_OTLP_PORT: '4999',
      ROLLBAR_ENDPOINT: 'https://api.rollbar.com/api/1/item/',
      CONSOLE_URL: '',
    }
    expect(localEnvironment(environment)).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4999',
      ROLLBAR_ENDPOINT: 'https://api.rollbar.com/api/1/item/',
      CONSOLE_URL: 'http://127.0.0.1:5000',
    })
  })

  it.each(['abc', '0', '65300', '1.5'])('rejects CRUDDUR_PORT_BASE=%s', (base) => {
    expect(() => localStack({ CRUDDUR_PORT_BASE: base })).toThrow(
      `CRUDDUR_PORT_BASE must be an integer between 1 and 65217 (got "${base}")`,
    )
  })
})
