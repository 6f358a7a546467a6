"""Where values come from: generators, tasks, bundled series, composition, drawing."""
