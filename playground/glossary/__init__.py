"""The glossary: one entry for each term and language, and terms with their explanations."""
