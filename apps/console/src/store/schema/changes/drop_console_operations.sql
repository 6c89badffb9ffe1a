DROP TABLE IF EXISTS console_operations
