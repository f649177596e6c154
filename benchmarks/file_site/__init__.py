"""The application with two addresses more, for benchmarks.upload and benchmarks.archive."""
