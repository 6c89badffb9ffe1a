import type { Case } from '../support/case.ts'
import { actionlint } from './actionlint.ts'
import { autocannon } from './autocannon.ts'
import { awsCli } from './aws-cli.ts'
import { awsReaders } from './aws-readers.ts'
import { awsSdkJs } from './aws-sdk-js.ts'
import { browser } from './browser.ts'
import { cdkNag } from './cdk-nag.ts'
import { collector } from './collector.ts'
import { collectorAws } from './collector-aws.ts'
import { goOtlp } from './go-otlp.ts'
import { hadolint } from './hadolint.ts'
import { jaeger } from './jaeger.ts'
import { javaAgent } from './java-agent.ts'
import { jsOtlp } from './js-otlp.ts'
import { kubernetes } from './kubernetes.ts'
import { mcpClients } from './mcp-clients.ts'
import { postgres } from './postgres.ts'
import { prometheus } from './prometheus.ts'
import { pythonOtlp } from './python-otlp.ts'
import { rollbarJs } from './rollbar-js.ts'
import { rustOtlp } from './rust-otlp.ts'
import { schemathesis } from './schemathesis.ts'
import { sentry } from './sentry.ts'
import { vercelOtel } from './vercel-otel.ts'
import { winstonCloudwatch } from './winston-cloudwatch.ts'
import { xraySdk } from './xray-sdk.ts'

/** In the order of the table. */
export const cases: readonly Case[] = [
  pythonOtlp,
  jsOtlp,
  awsReaders,
  awsSdkJs,
  awsCli,
  rollbarJs,
  sentry,
  winstonCloudwatch,
  autocannon,
  goOtlp,
  rustOtlp,
  javaAgent,
  xraySdk,
  collector,
  collectorAws,
  jaeger,
  prometheus,
  mcpClients,
  vercelOtel,
  browser,
  postgres,
  actionlint,
  hadolint,
  kubernetes,
  cdkNag,
  schemathesis,
]
