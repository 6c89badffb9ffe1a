DROP TABLE IF EXISTS console_service_days_mv
