"""What a process tells its operators: structured logs, the correlation id, metrics."""
