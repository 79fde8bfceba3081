"""Benchmarks: ratios and CPU seconds measured in one run; nothing here is a test."""
