"""A whole HTML document that needs no other file for its style."""

from __future__ import annotations

from html import escape


def html_document(
    language: str, title: str, style: str, body: str, *, head: str = "", kind: str = ""
) -> str:
    """Return an HTML document.

    Parameters
    ----------
    language : str
        Code of the language of its text.
    title : str
        Plain text.
    style : str
        CSS.
    body, head : str
        HTML inside the body, and further HTML inside the head.
    kind : str
        Class of the body; empty for none.
    """
    classes = f' class="{escape(kind)}"' if kind else ""
    return f"""<!doctype html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{style}</style>
{head}</head>
<body{classes}>
{body}
</body>
</html>
"""
