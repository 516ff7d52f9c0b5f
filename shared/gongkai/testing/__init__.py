"""What tests and the local launcher share; never imported by production code."""
