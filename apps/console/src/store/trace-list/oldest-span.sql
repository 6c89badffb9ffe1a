SELECT toString(toUnixTimestamp64Nano(min(Timestamp))) AS oldest FROM otel_traces
