"""A figure as JSON for the browser; arrays travel as typed arrays, so give float32."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from _plotly_utils.utils import PlotlyJSONEncoder, convert_to_base64

from playground.figures.chart_locale import separators


def packed(figure: Any) -> dict[str, Any]:
    """Return data and layout of a figure as values for JSON, for the language in use.

    Parameters
    ----------
    figure : plotly Figure or dict
        Traces and layout; its template is dropped for the one made from the page's theme.
    """
    whole = _copy(figure if isinstance(figure, Mapping) else figure.to_plotly_json())
    whole.get("layout", {}).pop("template", None)
    whole.setdefault("layout", {})["separators"] = separators()
    convert_to_base64(whole)
    message = {"data": whole.get("data", []), "layout": whole.get("layout", {})}
    plain: dict[str, Any] = json.loads(PlotlyJSONEncoder(separators=(",", ":")).encode(message))
    return plain


def _copy(part: Any) -> Any:
    """Copy dictionaries and lists, but not arrays: the conversion writes into them."""
    if isinstance(part, Mapping):
        return {name: _copy(value) for name, value in part.items()}
    return [_copy(value) for value in part] if isinstance(part, list | tuple) else part
