"""From rows to documents, in a constant number of queries."""
