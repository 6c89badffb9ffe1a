import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { buildStacks } from '../aws/build-stacks.ts'
import { readSettings } from '../aws/settings.ts'

// Without a folder of its own, an app leaves one behind.
const folder = await mkdtemp(join(tmpdir(), 'cdk-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const synthesize = (context: Record<string, string> = {}) =>
  buildStacks(
    new App({ outdir: join(folder, crypto.randomUUID()) }),
    readSettings((name) => context[name]),
  )
const stacks = synthesize({ alarmEmail: 'on-call@cruddur.example' })
const variables = await readFile(
  new URL('../../docs/environment-variables.md', import.meta.url),
  'utf8',
)

interface Container {
  readonly Name: string
  readonly Image: string
  readonly Essential: boolean
  readonly StopTimeout?: number
  readonly ReadonlyRootFilesystem: boolean
  readonly User: string
  readonly LinuxParameters?: { readonly InitProcessEnabled: boolean }
  readonly Environment?: readonly { readonly Name: string; readonly Value: unknown }[]
  readonly Secrets?: readonly { readonly Name: string; readonly ValueFrom: unknown }[]
  readonly HealthCheck?: { readonly Command: readonly string[] }
  readonly DependsOn?: readonly unknown[]
  readonly Command?: readonly string[]
  readonly RepositoryCredentials?: unknown
  readonly LogConfiguration: { readonly Options: Readonly<Record<string, unknown>> }
}

function containersOf(template: Template): Container[] {
  return Object.values(template.findResources('AWS::ECS::TaskDefinition')).flatMap(
    ({ Properties }) => Properties.ContainerDefinitions,
  )
}

const stackOf = (built: typeof stacks, name: string) => {
  const stack = built.services.get(name)
  if (!stack) throw new Error(`no stack of ${name}`)
  return stack
}
const names = [...stacks.services.keys()]

describe.each(names)('%s', (name) => {
  const stack = stackOf(stacks, name)
  const template = Template.fromStack(stack)
  const containers = containersOf(template)
  const app = containers.find((container) => container.Name === 'app')
  const environmentValue = (variable: string) =>
    app?.Environment?.find((entry) => entry.Name === variable)?.Value

  test('runs two tasks on Fargate, scales, and rolls back automatically', () => {
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

  test('every container runs as non-root with a read-only file system', () => {
    for (const container of containers) {
      expect(container.ReadonlyRootFilesystem).toBe(true)
      expect(container.User).toBe('65532:65532')
      expect(container.LogConfiguration.Options).toMatchObject({ mode: 'non-blocking' })
    }
    expect(app?.LinuxParameters?.InitProcessEnabled).toBe(true)
  })

  test('the stop timeout is longer than closing and flushing, and the drain longer than the DNS TTL', () => {
    const closeMillis = Number(environmentValue('SHUTDOWN_TIMEOUT_MILLIS'))
    const flushMillis = Number(environmentValue('TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS'))
    expect(flushMillis).toBeGreaterThan(0)
    expect((app?.StopTimeout ?? 0) * 1_000).toBeGreaterThan(closeMillis + flushMillis)
    const [registry] = Object.values(template.findResources('AWS::ServiceDiscovery::Service'))
    const ttlSeconds = registry?.Properties.DnsConfig.DnsRecords[0].TTL
    expect(Number(environmentValue('SHUTDOWN_DRAIN_MILLIS'))).toBeGreaterThan(ttlSeconds * 1_000)
  })

  test('has a liveness check in exec form, so that a database outage restarts no task', () => {
    expect(app?.HealthCheck?.Command.slice(0, 3)).toEqual(['CMD', '/nodejs/bin/node', '-e'])
    expect(app?.HealthCheck?.Command[3]).toContain(`:${environmentValue('PORT')}/health/live`)
  })

  test('sets only documented variables', () => {
    const set = [...(app?.Environment ?? []), ...(app?.Secrets ?? [])].map((entry) => entry.Name)
    for (const variable of set) expect(variables).toContain(`\`${variable}\``)
  })

  test('references its secrets', () => {
    const secrets = app?.Secrets?.map((entry) => entry.Name)
    expect(secrets).toEqual(
      expect.arrayContaining(['OTEL_EXPORTER_OTLP_HEADERS', 'ROLLBAR_ACCESS_TOKEN']),
    )
    for (const { Name } of app?.Environment ?? [])
      expect(Name).not.toMatch(/TOKEN|HEADERS|DATABASE/)
  })

  test('the X-Ray daemon starts first and is not essential', () => {
    const daemon = containers.find((container) => container.Name === 'xray-daemon')
    expect(daemon?.Essential).toBe(false)
    expect(app?.DependsOn).toContainEqual({ ContainerName: 'xray-daemon', Condition: 'START' })
    expect(environmentValue('AWS_XRAY_DAEMON_ADDRESS')).toBe('127.0.0.1:2000')
  })

  /** Statements of a role: `TaskRoleArn` for the program, `ExecutionRoleArn` for ECS. */
  const statementsOf = (role: 'TaskRoleArn' | 'ExecutionRoleArn') => {
    const names = Object.values(template.findResources('AWS::ECS::TaskDefinition')).map(
      ({ Properties }) => Properties[role]['Fn::GetAtt'][0],
    )
    return Object.values(template.findResources('AWS::IAM::Policy'))
      .filter(({ Properties }) =>
        Properties.Roles.some((policyRole: { Ref: string }) => names.includes(policyRole.Ref)),
      )
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .map(({ Effect, Action, Resource }) => ({
        Effect,
        actions: [Action].flat().sort() as string[],
        everywhere: [Resource].flat().includes('*'),
      }))
  }

  test('the task role allows only the calls of the service', () => {
    expect(statementsOf('TaskRoleArn')).toEqual([
      {
        Effect: 'Allow',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        everywhere: false,
      },
      {
        Effect: 'Allow',
        actions: [
          'cloudwatch:PutMetricData',
          'xray:GetSamplingRules',
          'xray:GetSamplingTargets',
          'xray:PutTelemetryRecords',
          'xray:PutTraceSegments',
        ],
        // These actions have no resources.
        everywhere: true,
      },
    ])
  })

  test('the execution role allows only its secrets and its stdout', () => {
    for (const { actions, everywhere, Effect } of statementsOf('ExecutionRoleArn')) {
      expect({ Effect, everywhere }).toEqual({ Effect: 'Allow', everywhere: false })
      for (const action of actions)
        expect([
          'logs:CreateLogStream',
          'logs:PutLogEvents',
          'secretsmanager:DescribeSecret',
          'secretsmanager:GetSecretValue',
        ]).toContain(action)
    }
  })

  test('accepts connections to its port only, from the network only', () => {
    const rules = Object.values(template.findResources('AWS::EC2::SecurityGroup')).flatMap(
      ({ Properties }) => Properties.SecurityGroupIngress ?? [],
    )
    expect(rules).toHaveLength(1)
    expect(rules[0]).toMatchObject({
      FromPort: Number(environmentValue('PORT')),
      ToPort: Number(environmentValue('PORT')),
    })
    expect(rules[0].CidrIp).not.toBe('0.0.0.0/0')
  })
})

describe('shared resources', () => {
  test('the log groups have a retention', () => {
    const template = Template.fromStack(stacks.foundation)
    template.resourceCountIs('AWS::Logs::LogGroup', 2)
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.anyValue() })
  })

  test('a new version of one service changes no other stack', () => {
    const changed = synthesize({
      alarmEmail: 'on-call@cruddur.example',
      'home-activities': '0.2.0',
    })
    const of = (stack: Parameters<typeof Template.fromStack>[0]) =>
      Template.fromStack(stack).toJSON()
    expect(of(stackOf(changed, 'home-activities'))).not.toEqual(
      of(stackOf(stacks, 'home-activities')),
    )
    expect(of(stackOf(changed, 'user-activities'))).toEqual(of(stackOf(stacks, 'user-activities')))
    expect(of(changed.foundation)).toEqual(of(stacks.foundation))
    expect(of(changed.observability)).toEqual(of(stacks.observability))
  })
})

test('the migration runs in the image of user-activities before it starts', () => {
  const containers = containersOf(Template.fromStack(stackOf(stacks, 'user-activities')))
  const [app, init] = ['app', 'init'].map((name) => containers.find(({ Name }) => Name === name))
  expect(init).toMatchObject({
    Command: ['--enable-source-maps', 'dist/migrate.js'],
    Image: app?.Image,
    Essential: false,
  })
  expect(app?.DependsOn).toContainEqual({ ContainerName: 'init', Condition: 'SUCCESS' })
  const database = ({ Name }: { readonly Name: string }) => Name.startsWith('DATABASE_')
  expect(init?.Secrets?.filter(database)).toEqual(app?.Secrets?.filter(database))
})

describe('the load balancer', () => {
  const rulesOf = (stack: Parameters<typeof Template.fromStack>[0]) =>
    Object.values(
      Template.fromStack(stack).findResources('AWS::ElasticLoadBalancingV2::ListenerRule'),
    ).map(({ Properties }) => [
      Properties.Priority,
      Properties.Conditions[0].PathPatternConfig.Values,
    ])

  test('has the rule of the gateway', () => {
    expect(rulesOf(stackOf(stacks, 'home-activities'))).toEqual([[4001, ['/api/activities/home']]])
    expect(rulesOf(stackOf(stacks, 'user-activities'))).toEqual([[40_000, ['/api/*']]])
  })

  test('is internal without a certificate, and public with TLS with one', () => {
    const type = 'AWS::ElasticLoadBalancingV2::'
    const internal = Template.fromStack(stacks.foundation)
    internal.hasResourceProperties(`${type}LoadBalancer`, { Scheme: 'internal' })
    internal.hasResourceProperties(`${type}Listener`, { Protocol: 'HTTP' })
    const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/a'
    const open = Template.fromStack(synthesize({ certificateArn }).foundation)
    open.hasResourceProperties(`${type}LoadBalancer`, { Scheme: 'internet-facing' })
    open.hasResourceProperties(`${type}Listener`, { Protocol: 'HTTPS', Port: 443 })
  })
})

test('settings configure the registry, the origins, the sample data and an existing VPC', () => {
  vi.stubEnv('CDK_DEFAULT_ACCOUNT', '123456789012')
  vi.stubEnv('CDK_DEFAULT_REGION', 'eu-central-1')
  onTestFinished(() => void vi.unstubAllEnvs())
  const built = synthesize({
    registrySecret: 'registry',
    corsOrigins: 'https://cruddur.example',
    sampleData: 'true',
    vpcId: 'vpc-12345',
  })
  const template = Template.fromStack(stackOf(built, 'user-activities'))
  const app = containersOf(template).find(({ Name }) => Name === 'app')
  expect(app?.RepositoryCredentials).toBeDefined()
  expect(app?.Environment).toEqual(
    expect.arrayContaining([
      { Name: 'CORS_ORIGINS', Value: 'https://cruddur.example' },
      { Name: 'USER_ACTIVITIES_SAMPLE_DATA', Value: 'true' },
    ]),
  )
  Template.fromStack(built.foundation).resourceCountIs('AWS::EC2::VPC', 0)
})
