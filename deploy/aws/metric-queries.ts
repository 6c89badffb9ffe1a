/**
 * PromQL over the OTLP metrics of a service in CloudWatch: values of the dashboard and conditions of alarms. A
 * condition returns a value only while it is true.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-PromQL-Querying.html
 */
export interface MetricQueries {
  readonly requests: string
  /** Requests with status 5xx; 0 without errors, no value without requests. */
  readonly errorPercent: string
  readonly p99Millis: string
  readonly eventLoopPercent: string
  readonly dropped: string
  /** More than 1% of the requests of five minutes have status 5xx. */
  readonly errors: string
  /** The P99 of five minutes is above 1 s. */
  readonly latency: string
  /** Telemetry was dropped within five minutes. */
  readonly loss: string
  /** The service sends no metrics. */
  readonly silence: string
}

export function metricQueries(service: string): MetricQueries {
  const select = (metric: string, labels = '') =>
    `{"${metric}","@resource.service.name"="${service}"${labels}}`
  const duration = (labels = '') => `rate(${select('http.server.request.duration', labels)}[5m])`
  const requests = (labels = '') => `sum(histogram_count(${duration(labels)}))`
  const failed = ',"http.response.status_code"=~"5.."'
  const errorPercent = `100 * ${requests(failed)} / ${requests()}`
  const p99 = `histogram_quantile(0.99, sum(${duration()}))`
  const dropped = `sum(increase(${select('telemetry.delivery.dropped')}[5m]))`
  return {
    requests: `60 * ${requests()}`,
    errorPercent: `${errorPercent} or 0 * ${requests()}`,
    p99Millis: `1000 * ${p99}`,
    eventLoopPercent: `100 * max(${select('nodejs.eventloop.utilization')})`,
    dropped,
    errors: `${errorPercent} > 1`,
    latency: `${p99} > 1`,
    loss: `${dropped} > 0`,
    silence: `absent(${select('nodejs.eventloop.utilization')})`,
  }
}
