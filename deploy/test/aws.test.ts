import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { App } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { describe, expect, onTestFinished, test } from 'vitest'
import { compileFilterPattern } from '../../apps/console/src/decode/cloudwatch-logs/filter-pattern/compile-filter-pattern.ts'
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

  /** What the roles of the tasks may do: `TaskRoleArn` the program, `ExecutionRoleArn` ECS for it. */
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

  test('its task role may make the calls that it makes, and no other', () => {
    expect(statementsOf('TaskRoleArn')).toEqual([
      {
        Effect: 'Allow',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        everywhere: false,
      },
      {
        Effect: 'Allow',
        actions: [
          'xray:GetSamplingRules',
          'xray:GetSamplingTargets',
          'xray:PutTelemetryRecords',
          'xray:PutTraceSegments',
        ],
        // X-Ray has no resources to name for these.
        everywhere: true,
      },
    ])
  })

  test('its execution role may read its own secrets and write its own stdout, and no other', () => {
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

  test('opens no door to the internet, and none but the port of the service', () => {
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

test('the migration is a task of the same image that ends, deployed and run before the service', async () => {
  const template = Template.fromStack(stacks.migration)
  template.resourceCountIs('AWS::ECS::Service', 0)
  template.hasResourceProperties('AWS::ECS::TaskDefinition', {
    Family: 'cruddur-production-user-activities-migration',
    ContainerDefinitions: [
      Match.objectLike({
        Name: 'migrate',
        Command: ['--enable-source-maps', 'dist/migrate.js'],
        Image: containersOf(Template.fromStack(stacks.userActivities)).find(
          (container) => container.Name === 'app',
        )?.Image,
      }),
    ],
  })
  const script = await readFile(new URL('../release/run-migration.sh', import.meta.url), 'utf8')
  const outputs = Object.keys(template.findOutputs('*'))
  const used = [...script.matchAll(/"\$2" (\w+)\)/g)].map(([, key]) => key)
  expect(used.sort()).toEqual(outputs.sort())
})

test.each([
  ['0', 0],
  ['1', 1],
])('a migration that ends with %s ends the script with %i', async (exitCode, code) => {
  const folder = await mkdtemp(join(tmpdir(), 'run-migration-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const outputs = { stack: { Cluster: 'c', TaskDefinition: 't:7', Network: 'n' } }
  await writeFile(join(folder, 'outputs.json'), JSON.stringify(outputs))
  // Stands in for the AWS CLI: notes its calls, answers two of them.
  const aws = `#!/bin/sh
echo "$@" >> '${folder}/calls'
case "$2" in run-task) echo arn:task;; describe-tasks) echo ${exitCode};; esac`
  await writeFile(join(folder, 'aws'), aws, { mode: 0o755 })
  const script = fileURLToPath(new URL('../release/run-migration.sh', import.meta.url))
  const { status } = spawnSync(script, ['stack', join(folder, 'outputs.json')], {
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
  })
  expect(status).toBe(code)
  const calls = (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n')
  expect(calls.map((call) => call.split(' ').slice(0, 3).join(' '))).toEqual([
    'ecs run-task --launch-type',
    'ecs wait tasks-stopped',
    'ecs describe-tasks --cluster',
  ])
  expect(calls[0]).toContain('--cluster c --task-definition t:7 --network-configuration n')
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

  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
    ({ Properties }) => Properties,
  )

  test.each(['home-activities', 'user-activities'])(
    '%s has alarms on errors, latency, and telemetry that is queued or lost',
    (name) => {
      const rings = (what: string) =>
        alarms.find(({ AlarmDescription }) =>
          new RegExp(`^${name}: .*${what}`).test(AlarmDescription),
        )
      for (const what of ['5xx', 'takes over 1 s', 'back end of telemetry fails'])
        expect(rings(what)).toMatchObject({ DatapointsToAlarm: 3, EvaluationPeriods: 5 })
      expect(rings('telemetry is lost')).toMatchObject({ DatapointsToAlarm: 1, Threshold: 0 })
      for (const { AlarmActions, TreatMissingData } of alarms) {
        expect(AlarmActions).toHaveLength(1)
        expect(TreatMissingData).toBe('notBreaching')
      }
    },
  )

  describe('the metrics count the lines that the services write', () => {
    const line = (fields: object) => JSON.stringify({ service: 'home-activities', ...fields })
    const fails = { event: 'telemetry.outage', signal: 'spans', queued: 12, dropped: {} }
    const counts = (text: string) =>
      Object.values(template.findResources('AWS::Logs::MetricFilter'))
        .filter(({ Properties }) => compileFilterPattern(Properties.FilterPattern)(text))
        .map(({ Properties }) => Properties.MetricTransformations[0].MetricName)
        .sort()

    test.each([
      [
        'a request',
        { msg: 'request completed', status: 200, duration_ms: 12.5 },
        ['duration', 'requests'],
      ],
      ['one that failed', { status: 503, duration_ms: 3 }, ['duration', 'errors', 'requests']],
      ['a line within one', { msg: 'timeline is stale' }, []],
      ['a back end that fails', { ...fails, droppedTotal: 0 }, ['telemetry-outage']],
      [
        'one whose queue is over',
        { ...fails, droppedTotal: 7 },
        ['telemetry-loss', 'telemetry-outage'],
      ],
      [
        'an end with all delivered',
        { event: 'telemetry.shutdown', droppedTotal: 0, ledger: {} },
        [],
      ],
      ['one without', { event: 'telemetry.shutdown', droppedTotal: 2 }, ['telemetry-loss']],
    ])('%s', (_what, fields, metrics) => {
      expect(counts(line(fields))).toEqual(metrics.map((metric) => `home-activities-${metric}`))
    })

    test('matches the event fields in the source', async () => {
      const read = (path: string) =>
        readFile(new URL(`../../packages/telemetry/src/${path}`, import.meta.url), 'utf8')
      expect(await read('delivery/outage-log.ts')).toContain("event: 'telemetry.outage'")
      expect(await read('delivery/outage-log.ts')).toContain('droppedTotal')
      expect(await read('telemetry.ts')).toContain("event: 'telemetry.shutdown'")
      expect(await read('signals/logs/create-request-log.ts')).toContain(',"duration_ms":')
    })
  })

  test('a dashboard shows both', () => {
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1)
  })
})
