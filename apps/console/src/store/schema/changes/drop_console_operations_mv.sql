DROP TABLE IF EXISTS console_operations_mv
