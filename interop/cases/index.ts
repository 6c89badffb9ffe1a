import type { Case } from '../support/case.ts'
import { autocannon } from './autocannon.ts'
import { awsReaders } from './aws-readers.ts'
import { collector } from './collector.ts'
import { goOtlp } from './go-otlp.ts'
import { jaeger } from './jaeger.ts'
import { jsOtlp } from './js-otlp.ts'
import { pythonOtlp } from './python-otlp.ts'
import { rollbarJs } from './rollbar-js.ts'
import { winstonCloudwatch } from './winston-cloudwatch.ts'
import { xraySdk } from './xray-sdk.ts'

/** In the order of the table. */
export const cases: readonly Case[] = [
  pythonOtlp,
  jsOtlp,
  awsReaders,
  rollbarJs,
  winstonCloudwatch,
  autocannon,
  goOtlp,
  xraySdk,
  collector,
  jaeger,
]
