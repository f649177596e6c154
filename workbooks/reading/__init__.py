"""Reading filled workbooks: what they say to each question. Knows no database."""
