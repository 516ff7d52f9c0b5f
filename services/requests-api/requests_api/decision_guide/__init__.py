"""The four questions on the way to a decision, asked of the file (苏政办函〔2019〕98号)."""
