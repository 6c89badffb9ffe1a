import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { afterAll, expect, test } from 'vitest'
import { buildStacks } from '../aws/build-stacks.ts'
import { checkRules } from '../aws/check-rules.ts'
import { readSettings } from '../aws/settings.ts'

const folder = await mkdtemp(join(tmpdir(), 'cdk-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

function build(context: Readonly<Record<string, string>> = {}) {
  const app = new App({ outdir: join(folder, crypto.randomUUID()) })
  const stacks = buildStacks(
    app,
    readSettings((name) => context[name]),
  )
  checkRules(app, stacks)
  return { app, stacks }
}

const publicContext = {
  certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/1',
  registrySecret: 'registry',
  alarmEmail: 'on-call@cruddur.example',
  sampleData: 'true',
}

test.each([
  ['default settings', {}],
  ['a public load balancer, a private registry and an address for alarms', publicContext],
])('the stacks with %s have no finding of the AWS Solutions rules', (_title, context) => {
  expect(() => build(context).app.synth()).not.toThrow()
})

test('a finding that is not accepted fails the synthesis', () => {
  const { app, stacks } = build()
  new Bucket(stacks.foundation, 'Open')
  expect(() => app.synth()).toThrow('AwsSolutions-S10')
})

test('the topic of the alarms accepts TLS only, and CloudWatch of this account may publish', () => {
  const { stacks } = build()
  Template.fromStack(stacks.observability).hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Deny',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
        Match.objectLike({
          Effect: 'Allow',
          Action: 'sns:Publish',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }),
      ]),
    },
  })
})
