"""A report to look at: an index of all documents, and a page for each with the article beside its Markdown."""
