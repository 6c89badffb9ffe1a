import { ConfigurationError, matching } from '@cruddur/environment'
import type { OtlpDestination } from './destination.ts'

export const awsVariables = {
  AWS_REGION: matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as eu-central-1', {
    description: 'Region of CloudWatch and of the X-Ray endpoint; falls back to AWS_DEFAULT_REGION',
  }),
}

export interface AwsEndpoint {
  /** The name in host names and signatures. */
  readonly service: 'monitoring' | 'xray'
  readonly path: '/v1/metrics' | '/v1/traces'
  readonly region: string | undefined
  /** Replaces the endpoint of the region. */
  readonly endpoint: string | undefined
  /** The variable that requires the region, with its value. */
  readonly requiredBy: string
}

/**
 * An OTLP endpoint of AWS.
 *
 * @throws ConfigurationError without a region
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html
 */
export function awsDestination(
  aws: AwsEndpoint,
): Required<Pick<OtlpDestination, 'url' | 'signing'>> {
  const { service, path, region, requiredBy } = aws
  if (!region) {
    const allowed = `a region such as eu-central-1, with ${requiredBy}`
    throw new ConfigurationError([{ name: 'AWS_REGION', allowed }])
  }
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const base = aws.endpoint ?? `https://${service}.${region}.${domain}`
  return { url: `${base.replace(/\/+$/, '')}${path}`, signing: { region, service } }
}
