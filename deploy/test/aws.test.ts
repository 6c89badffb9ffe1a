import { readFile } from 'node:fs/promises'
import { App } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { buildStacks } from '../aws/build-stacks.ts'
import { readSettings } from '../aws/settings.ts'

const synthesise = (context: Record<string, string> = {}) =>
  buildStacks(
    new App(),
    readSettings((name) => context[name]),
  )
const stacks = synthesise({ alarmEmail: 'on-call@cruddur.example' })
const variables = await readFile(
  new URL('../../docs/environment-variables.md', import.meta.url),
  'utf8',
)

interface Container {
  readonly Name: string
  readonly Essential: boolean
  readonly StopTimeout?: number
  readonly ReadonlyRootFilesystem: boolean
  readonly User: string
  readonly LinuxParameters?: { readonly InitProcessEnabled: boolean }
  readonly Environment?: readonly { readonly Name: string; readonly Value: unknown }[]
  readonly Secrets?: readonly { readonly Name: string; readonly ValueFrom: unknown }[]
  readonly HealthCheck?: { readonly Command: readonly string[] }
  readonly DependsOn?: readonly unknown[]
  readonly LogConfiguration: { readonly Options: Readonly<Record<string, unknown>> }
}

function containersOf(template: Template): Container[] {
  return Object.values(template.findResources('AWS::ECS::TaskDefinition')).flatMap(
    ({ Properties }) => Properties.ContainerDefinitions,
  )
}

describe.each([
  ['home-activities', stacks.homeActivities],
  ['user-activities', stacks.userActivities],
] as const)('%s', (name, stack) => {
  const template = Template.fromStack(stack)
  const containers = containersOf(template)
  const app = containers.find((container) => container.Name === 'app')
  const environmentValue = (variable: string) =>
    app?.Environment?.find((entry) => entry.Name === variable)?.Value

  test('runs twice on Fargate, scales, and rolls back by itself', () => {
    template.hasResourceProperties('AWS::ECS::Service', {
      ServiceName: name,
      LaunchType: 'FARGATE',
      DesiredCount: 2,
      DeploymentConfiguration: Match.objectLike({
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
        MinimumHealthyPercent: 100,
      }),
    })
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      MinCapacity: 2,
      MaxCapacity: 10,
    })
  })

  test('every container is shut in', () => {
    for (const container of containers) {
      expect(container.ReadonlyRootFilesystem).toBe(true)
      expect(container.User).toBe('65532:65532')
      expect(container.LogConfiguration.Options).toMatchObject({ mode: 'non-blocking' })
    }
    expect(app?.LinuxParameters?.InitProcessEnabled).toBe(true)
  })

  test('has longer to stop than it takes to close and to flush', () => {
    const closeMillis = Number(environmentValue('SHUTDOWN_TIMEOUT_MILLIS'))
    const flushMillis = Number(environmentValue('TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS'))
    expect(flushMillis).toBeGreaterThan(0)
    expect((app?.StopTimeout ?? 0) * 1_000).toBeGreaterThan(closeMillis + flushMillis)
  })

  test('is asked for its readiness in exec form', () => {
    expect(app?.HealthCheck?.Command.slice(0, 3)).toEqual(['CMD', '/nodejs/bin/node', '-e'])
    expect(app?.HealthCheck?.Command[3]).toContain(`:${environmentValue('PORT')}/health/ready`)
  })

  test('sets only variables that are documented', () => {
    const set = [...(app?.Environment ?? []), ...(app?.Secrets ?? [])].map((entry) => entry.Name)
    for (const variable of set) expect(variables).toContain(`\`${variable}\``)
  })

  test('gets its keys by reference and not as text', () => {
    const secrets = app?.Secrets?.map((entry) => entry.Name)
    expect(secrets).toEqual(
      expect.arrayContaining(['OTEL_EXPORTER_OTLP_HEADERS', 'ROLLBAR_ACCESS_TOKEN']),
    )
    for (const { Name } of app?.Environment ?? [])
      expect(Name).not.toMatch(/TOKEN|HEADERS|DATABASE/)
  })

  test('the X-Ray daemon starts before it, and its end does not end the task', () => {
    const daemon = containers.find((container) => container.Name === 'xray-daemon')
    expect(daemon?.Essential).toBe(false)
    expect(app?.DependsOn).toEqual([{ ContainerName: 'xray-daemon', Condition: 'START' }])
    expect(environmentValue('AWS_XRAY_DAEMON_ADDRESS')).toBe('127.0.0.1:2000')
  })

  test('its task role may make the calls that it makes, and no other', () => {
    const roles = Object.entries(template.findResources('AWS::ECS::TaskDefinition')).flatMap(
      ([, { Properties }]) => Properties.TaskRoleArn['Fn::GetAtt'][0],
    )
    const actions = Object.values(template.findResources('AWS::IAM::Policy'))
      .filter(({ Properties }) =>
        Properties.Roles.some((role: { Ref: string }) => roles.includes(role.Ref)),
      )
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .flatMap(({ Action }) => Action)
    expect(actions.sort()).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ])
  })
})

describe('what is shared', () => {
  test('the log groups keep their lines for a time that is said', () => {
    const template = Template.fromStack(stacks.foundation)
    template.resourceCountIs('AWS::Logs::LogGroup', 2)
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.anyValue() })
  })

  test('a new version of one service leaves every other stack as it was', () => {
    const changed = synthesise({
      alarmEmail: 'on-call@cruddur.example',
      'home-activities': '0.2.0',
    })
    const of = (stack: Parameters<typeof Template.fromStack>[0]) =>
      Template.fromStack(stack).toJSON()
    expect(of(changed.homeActivities)).not.toEqual(of(stacks.homeActivities))
    expect(of(changed.userActivities)).toEqual(of(stacks.userActivities))
    expect(of(changed.foundation)).toEqual(of(stacks.foundation))
    expect(of(changed.observability)).toEqual(of(stacks.observability))
  })
})

test('the migration is a task of the same image that ends', () => {
  const template = Template.fromStack(stacks.userActivities)
  template.hasResourceProperties('AWS::ECS::TaskDefinition', {
    Family: 'cruddur-production-user-activities-migration',
    ContainerDefinitions: [
      Match.objectLike({ Name: 'migrate', Command: ['--enable-source-maps', 'dist/migrate.js'] }),
    ],
  })
})

describe('what is looked at', () => {
  const template = Template.fromStack(stacks.observability)

  test('X-Ray samples the API and groups what fails', () => {
    template.hasResourceProperties('AWS::XRay::SamplingRule', {
      SamplingRule: Match.objectLike({ FixedRate: 0.05, ReservoirSize: 1, URLPath: '/api/*' }),
    })
    template.hasResourceProperties('AWS::XRay::Group', {
      FilterExpression: Match.stringLikeRegexp('service\\("home-activities"\\)'),
    })
  })

  test.each(['home-activities', 'user-activities'])(
    '%s has alarms on errors, latency and loss of telemetry',
    (name) => {
      const descriptions = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
        ({ Properties }) => Properties.AlarmDescription,
      )
      expect(descriptions.filter((text: string) => text.startsWith(name))).toHaveLength(3)
      template.hasResourceProperties('AWS::Logs::MetricFilter', {
        FilterPattern: `{ $.service = "${name}" && $.duration_ms >= 0 && $.status >= 500 }`,
      })
      template.hasResourceProperties('AWS::Logs::MetricFilter', {
        FilterPattern: Match.stringLikeRegexp(`"${name}".*telemetry back end fails`),
      })
    },
  )

  test('the messages that the filters look for are those that the services write', async () => {
    const read = (path: string) =>
      readFile(new URL(`../../packages/telemetry/src/${path}`, import.meta.url), 'utf8')
    expect(await read('delivery/outage-log.ts')).toContain("'telemetry back end fails'")
    expect(await read('telemetry.ts')).toContain("'telemetry shut down, not all was delivered'")
    expect(await read('plugin/end-request.ts')).toContain('duration_ms:')
  })

  test('a dashboard shows both', () => {
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1)
  })
})
