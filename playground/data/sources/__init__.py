"""Sources of data: generators, tasks, bundled series, compositions and drawings."""
