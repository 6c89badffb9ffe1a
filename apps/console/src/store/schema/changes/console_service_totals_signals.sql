-- A service need not send spans to be known: what arrived of the other signals is counted beside them.
ALTER TABLE console_service_totals
    ADD COLUMN IF NOT EXISTS Segments SimpleAggregateFunction(sum, UInt64),
    ADD COLUMN IF NOT EXISTS LogLines SimpleAggregateFunction(sum, UInt64),
    ADD COLUMN IF NOT EXISTS Items SimpleAggregateFunction(sum, UInt64)
