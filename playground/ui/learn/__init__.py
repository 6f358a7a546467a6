"""The Learn page and the glossary."""
