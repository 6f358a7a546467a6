"""Between the pages, the server and the browser: links, assets, headers, boxes of errors."""
