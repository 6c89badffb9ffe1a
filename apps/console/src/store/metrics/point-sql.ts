/** The metric of `points`. */
export const isMetric = 'MetricName = {name:String} AND MetricUnit = {unit:String}'

/** Of each data point: the series, its start, and the time. */
export const pointColumns = `cityHash64(ScopeName, ResourceAttributes, Attributes) AS series,
    toDateTime64(StartTimeUnix, 9) AS start,
    toDateTime64(TimeUnix, 9) AS time`

/** Parts of the queries that compare a data point with the one before it in its series. */
export const pointParts = {
  'previous point': () =>
    'WINDOW ofSeries AS (PARTITION BY series, start ORDER BY time ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)',
  'point step': () =>
    'toInt32(floor((toUnixTimestamp64Nano(time) - {stepStart:Int64}) / {step:Int64}))',
  'starts in range': () => 'start >= fromUnixTimestamp64Nano({stepStart:Int64})',
}
