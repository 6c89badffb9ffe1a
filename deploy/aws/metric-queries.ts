/**
 * PromQL over the OTLP metrics of a service in CloudWatch. A query returns a value only while its
 * condition is true.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-PromQL-Querying.html
 */
export interface MetricQueries {
  /** More than 1 % of the requests of five minutes have status 5xx. */
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
  return {
    errors: `100 * ${requests(failed)} / ${requests()} > 1`,
    latency: `histogram_quantile(0.99, sum(${duration()})) > 1`,
    loss: `sum(increase(${select('telemetry.delivery.dropped')}[5m])) > 0`,
    silence: `absent(${select('nodejs.eventloop.utilization')})`,
  }
}
